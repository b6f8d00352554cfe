# SPDX-License-Identifier: GPL-2.0-only
# Row 42: the IO in and IO out of numExitsByType are our IO.
# groups: course-only own-vmm
. "$(dirname "$0")/../lib/host.sh"
load_module
$HERE/ownvmm $HERE/hello.bin >"$WORK/out" || fail "ownvmm"
x=$(sed -n 's/^IO in: //p' "$WORK/out")
y=$(sed -n 's/^IO out: //p' "$WORK/out")
# The program makes these loads: numExits twice, gvaToHva three times.
assert_eq "IO in" "$x" 5
# After the question there are only the print of the string and the doorbell.
assert_eq "in + out" $((x + y + 2)) "$(summary io_user)"
