# SPDX-License-Identifier: GPL-2.0-only
# Row 39: our own hypervisor boots a guest, which says hello.
# groups: course-only own-vmm
. "$(dirname "$0")/../lib/host.sh"
load_module
$HERE/ownvmm $HERE/hello.bin >"$WORK/out" || fail "ownvmm: $?"
assert_eq "its first words" "$(head -n 1 "$WORK/out")" "Hello 695!"
[ "$(summary io_user)" -gt 20 ] || fail "the module saw $(summary io_user)"
assert_eq "no guest" "$($HERE/ownvmm 2>&1 >/dev/null | head -n 1)" "ownvmm: name a guest: a flat binary, such as hello.bin"
$HERE/ownvmm /no/such 2>"$WORK/err" && fail "a guest that is not there"
assert_eq "a guest that is not there" "$(cat "$WORK/err")" "ownvmm: /no/such: No such file or directory"
$HERE/ownvmm /dev/null 2>"$WORK/err" && fail "a guest without code"
assert_eq "a guest without code" "$(cat "$WORK/err")" "ownvmm: /dev/null: there is no guest in it"
# trapgen runs such files as well. All numbers but the passes are refused.
$HERE/trapgen --image=$HERE/hello.bin 3 4 >"$WORK/out" 2>"$WORK/err" && fail "two numbers of passes"
assert_eq "two numbers of passes" "$(head -n 1 "$WORK/err")" "trapgen: too many arguments"
