# SPDX-License-Identifier: GPL-2.0-only
# A bare program from a file causes one exit for each of its hypercalls, and one for the access
# that ends it. trapgen refuses what it cannot do.
# groups: matrix
. "$(dirname "$0")/../lib/host.sh"
load_module
if on_x86; then
	# The stack is not in the image: push $0x4e4e4e4e does not make four dec %esi of the four
	# nop before 0x1000.
	#    jmp 0xff7; .org 0xff7; push $0x4e4e4e4e; nop; nop; nop; nop
	{ printf '\xe9\xf2\x0f\x00\x00'; head -c 4082 /dev/zero; printf '\x68\x4e\x4e\x4e\x4e\x90\x90\x90\x90'; } >"$WORK/image"
	# 1: mov $1, %eax; vmmcall; sub $1, %esi; jnz 1b
	#    mov $0x600, %edx; out %al, (%dx); jmp .
	printf '\xb8\x01\x00\x00\x00\x0f\x01\xd9\x83\xee\x01\x75\xf3\xba\x00\x06\x00\x00\xee\xeb\xfe' >>"$WORK/image"
else
	# 1: movz x0, #0x8400, lsl #16; hvc #0; subs x19, x19, #1; b.ne 1b
	#    str xzr, [x20]; b .
	printf '\x00\x80\xb0\xd2\x02\x00\x00\xd4\x73\x06\x00\xf1\xa1\xff\xff\x54\x9f\x02\x00\xf9\x00\x00\x00\x14' >"$WORK/image"
fi
"$TRAPGEN" --image="$WORK/image" 777 --then "cat $K/reasons >$WORK/reasons" >/dev/null || fail "trapgen"
n() { column_sum "$WORK/reasons" exits reason="$1"; }
assert_eq "hypercalls" "$(n $HVC)" 777
assert_eq "ends" "$(n $DOORBELL)" 1
for bad in "nonsense" "hvc 0" "hvc -1" "hvc 1x" "hvc 1 2" "" "jump 2" "hvc --vcpus=0" "--image=/nowhere"; do
	# shellcheck disable=SC2086 # words are meant to be parted
	"$TRAPGEN" $bad >"$WORK/out" 2>&1 && fail "trapgen took '$bad'"
	grep -q '^[^ ]*trapgen: ' "$WORK/out" || fail "trapgen $bad says: $(cat "$WORK/out")"
done
exit 0
