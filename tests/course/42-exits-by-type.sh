# SPDX-License-Identifier: GPL-2.0-only
# Row 42: numExitsByType: IO in + IO out = our IO.
# groups: course-only
. "$(dirname "$0")/../lib/host.sh"
load_module
$HERE/ownvmm $HERE/hello.bin >"$WORK/out" || fail "ownvmm"
x=$(sed -n 's/^IO in: //p' "$WORK/out")
y=$(sed -n 's/^IO out: //p' "$WORK/out")
# By the program: numExits twice, gvaToHva three times.
assert_eq "IO in" "$x" 5
# Behind it come only the string itself and the doorbell.
assert_eq "in + out" $((x + y + 2)) "$(summary io_user)"
