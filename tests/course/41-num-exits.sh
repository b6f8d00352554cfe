# SPDX-License-Identifier: GPL-2.0-only
# Row 41: numExits: what the guest is told = what the VMM counted = what the module counted.
# groups: course-only
. "$(dirname "$0")/../lib/host.sh"
load
/share/ownvmm /share/hello.bin --report --then "cat $K/userspace $K/summary >$WORK/snap" >"$WORK/out" || fail "ownvmm"
# Eleven characters, two numbers, and the question itself.
same "the guest's number" "$(sed -n 4p "$WORK/out")" 14
vmm=$(awk '$3 == "return" { n += $5 } END { print n }' "$WORK/out")
same "IO, and what the VMM saw" "$(awk '$1 == "io_user" { print $2 }' "$WORK/snap")" "$vmm"
same "returns for MMIO" "$(awk '$4 == "MMIO" { print $5 }' "$WORK/snap")" "$vmm"
