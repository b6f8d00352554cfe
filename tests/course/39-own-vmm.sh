# SPDX-License-Identifier: GPL-2.0-only
# Row 39: our own hypervisor boots a guest, which says hello. It does not wait for one that is off.
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
# PSCI SYSTEM_OFF is the end, also where the other guest goes on. On x86 a triple fault is.
if on_x86; then
	# lidt (%edi); int3
	printf '\x0f\x01\x1f\xcc' >"$WORK/off"
	reason=8
else
	# movz x0, #0x8400, lsl #16; movk x0, #8; hvc #0; b .
	printf '\x00\x80\xb0\xd2\x00\x01\x80\xf2\x02\x00\x00\xd4\x00\x00\x00\x14' >"$WORK/off"
	reason=24
fi
for vmm in "ownvmm" "matrix timer $HERE/spin.bin"; do
	status=0
	# shellcheck disable=SC2086 # words
	$HERE/$vmm "$WORK/off" >"$WORK/out" 2>"$WORK/err" || status=$?
	assert_eq "$vmm, its guest off" "$status: $(cat "$WORK/err")" \
		"1: ${vmm%% *}: vCPU 0: the guest broke down, KVM_EXIT reason $reason"
done
