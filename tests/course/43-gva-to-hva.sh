# SPDX-License-Identifier: GPL-2.0-only
# Row 43: gvaToHva gives the VMM's own address of what is mapped, in a block and in a page. Else it
# says Invalid GVA.
# groups: course-only own-vmm
. "$(dirname "$0")/../lib/host.sh"
load_module
$HERE/ownvmm $HERE/hello.bin >"$WORK/out" || fail "ownvmm"
block=$(sed -n 's/^block \(0x.*\)/\1/p' "$WORK/out")
page=$(sed -n 's/^page  \(0x.*\)/\1/p' "$WORK/out")
# The GPAs are 0x40201234 and 0x40405567, in one slot.
assert_eq "distance" $((page - block)) $((0x405567 - 0x201234))
assert_eq "offset" $((page & 4095)) $((0x567))
assert_eq "nothing there" "$(grep -A 1 '^Invalid GVA' "$WORK/out" | tail -n 1)" "none  0x0000000000000000"
assert_eq "invalid ones" "$(grep -c '^Invalid GVA' "$WORK/out")" 1
