# SPDX-License-Identifier: GPL-2.0-only
# Row 41: numExits gives the guest the number that the VMM counted, and the module counted the same.
# groups: course-only own-vmm
. "$(dirname "$0")/../lib/host.sh"
load_module
$HERE/ownvmm $HERE/hello.bin --report --then "cat $K/userspace $K/summary >$WORK/snap" >"$WORK/out" || fail "ownvmm"
# The exits are eleven characters, two numbers, and the question itself.
assert_eq "the guest's number" "$(sed -n 4p "$WORK/out")" 14
vmm=$(awk '$3 == "return" { n += $5 } END { print n }' "$WORK/out")
assert_eq "IO, and what the VMM saw" "$(column_sum "$WORK/snap:summary" exits class=io_user)" "$vmm"
# The doorbell at the end may be a port.
assert_eq "returns for MMIO" "$(column_sum "$WORK/snap:userspace" returns reason=MMIO)" $((vmm - $(on_x86 && echo 1 || echo 0)))
