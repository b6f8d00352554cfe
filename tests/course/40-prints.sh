# SPDX-License-Identifier: GPL-2.0-only
# Row 40: print8bit, print32bit and printStr print exactly this. printStr costs one exit.
# groups: course-only own-vmm
. "$(dirname "$0")/../lib/host.sh"
load_module
$HERE/ownvmm $HERE/hello.bin >"$WORK/out" || fail "ownvmm"
assert_eq "output" "$(head -n 3 "$WORK/out" | tr '\n' '|')" 'Hello 695!|2048|4294967295|'
assert_eq "the string" "$(sed -n 5p "$WORK/out")" 'CS695 Assignment 2'
# Three exits are between the two numbers: print32bit of the first, printStr, and numExits itself.
assert_eq "what the string cost" $(($(sed -n 6p "$WORK/out") - $(sed -n 4p "$WORK/out"))) 3
