# SPDX-License-Identifier: GPL-2.0-only
# With hot=1, what has its first place in the table taken by another is counted as exactly: two
# hypercalls of one first place, and two pages. unit/hot and unit/hot_x86 say that they have one.
# groups: attach
. "$(dirname "$0")/../lib/host.sh"
bytes() { printf '%b' "$(printf '\\x%02x' "$@")"; }
long() { # NUMBER ...: of four bytes each
	local n
	for n; do bytes $((n & 255)) $((n >> 8 & 255)) $((n >> 16 & 255)) $((n >> 24)); done
}
arm64() {
	# movz, movk X IMMEDIATE SHIFT/16
	movz() { long $((0xd2800000 | $3 << 21 | $2 << 5 | $1)); }
	movk() { long $((0xf2800000 | $3 << 21 | $2 << 5 | $1)); }
	local hvc=0xd4000002
	movz 4 0x0a00 1
	movz 5 0x4000 0
	movk 5 0x0a09 1
	# 1: two functions that KVM has not got
	movz 0 0x0001 0
	movk 0 0xc500 1
	long $hvc
	movz 0 0x005a 0
	movk 0 0xc500 1
	long $hvc
	# str w19, [x4]; str w19, [x5]; subs x19, x19, #1; b.ne 1b; str xzr, [x20]; b .
	long 0xb9000093 0xb90000b3 0xf1000673 $((0x54000001 | (-9 & 0x7ffff) << 5)) 0xf900029f 0x14000000
}
x86() {
	local n
	# 1: mov $n, %eax; vmmcall: two functions that KVM has not got
	for n in 0x1000001 0x1000038; do bytes 0xb8; long $n; bytes 0x0f 0x01 0xd9; done
	# mov %esi, n
	for n in 0xa000000 0xa03c000; do bytes 0x89 0x35; long $n; done
	# sub $1, %esi; jnz 1b; mov $0x600, %edx; out %al, (%dx); jmp .
	bytes 0x83 0xee 1 0x75 $((-33 & 255)) 0xba; long 0x600; bytes 0xee 0xeb 0xfe
}
if on_x86; then
	x86 >"$WORK/image"
	rows=("call 0x01000001 vmmcall 40" "call 0x01000038 vmmcall 40" "page 0xa000000 vmm-write 40"
		"page 0xa03c000 vmm-write 40" "port 0x0600 vmm-out1 1")
else
	arm64 >"$WORK/image"
	rows=("call 0xc5000001 hvc 40" "call 0xc500005a hvc 40" "page 0x9000000 vmm-write8 1"
		"page 0xa000000 vmm-write4 40" "page 0xa094000 vmm-write4 40")
fi
again() {
	echo 1 >$P/reset
	"$TRAPGEN" --image="$WORK/image" 40 --then "cat $K/hot $K/reasons $K/vcpus >$WORK/snap" >"$WORK/out" || fail "trapgen"
	rows "$WORK/snap:hot" 'col("kind") != "fault" { print col("kind"), col("name"), col("how"), col("exits") }' | sort >"$WORK/got"
	printf '%s\n' "${rows[@]}" | diff "$WORK/got" - ||
		fail "$1: what was trapped on"
	assert_eq "$1: exits + lost" $(($(column_sum "$WORK/snap:vcpus" exits state=live) + $(column_sum "$WORK/snap:vcpus" lost))) \
		"$(kvm_exits_in "$WORK/out")"
	assert_eq "$1: lost" "$(column_sum "$WORK/snap:vcpus" lost)" 0
	assert_eq "$1: of the VMM" "$(column_sum "$WORK/snap:reasons" exits class=io)" 81
}
load_module hot=1
again "hot=1"
echo 1 >$P/times
again "hot=1 times=1"
