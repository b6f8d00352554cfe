# SPDX-License-Identifier: GPL-2.0-only
# Row 10: the pitfalls are set right, and told: the guest has the memory it is meant to have, the disk has room for all.
. "$(dirname "$0")/lib.sh"
needs boot
grep -q 'mem=512M' "$TOP/docs/kvm.md" || fail "not told"
grep -qE 'mem=[0-9]+M ' "$TOP/demo/guest.sh" || fail "mem= without its unit"
grep -qE 'Memory: [0-9]+K/458752K available' run1.log || fail "the guest has another memory than 448 MiB: $(grep Memory: run1.log)"
