# SPDX-License-Identifier: GPL-2.0-only
# With hot=1, what has its first place in the table taken by another is counted as exactly: two
# hypercalls of one first place, and two pages. unit/hot says that they have one.
# groups: attach
. "$(dirname "$0")/../lib/host.sh"
word() { # NUMBER ...: as instructions
	local n
	for n; do printf "\\x$(printf %02x $((n & 255)))\\x$(printf %02x $((n >> 8 & 255)))\\x$(printf %02x $((n >> 16 & 255)))\\x$(printf %02x $((n >> 24)))"; done
}
# movz, movk X IMMEDIATE SHIFT/16
movz() { word $((0xd2800000 | $3 << 21 | $2 << 5 | $1)); }
movk() { word $((0xf2800000 | $3 << 21 | $2 << 5 | $1)); }
hvc=0xd4000002
{
	movz 4 0x0a00 1
	movz 5 0x4000 0
	movk 5 0x0a09 1
	# 1: two functions that KVM has not got
	movz 0 0x0001 0
	movk 0 0xc500 1
	word $hvc
	movz 0 0x005a 0
	movk 0 0xc500 1
	word $hvc
	# str w19, [x4]; str w19, [x5]; subs x19, x19, #1; b.ne 1b; str xzr, [x20]; b .
	word 0xb9000093 0xb90000b3 0xf1000673 $((0x54000001 | (-9 & 0x7ffff) << 5)) 0xf900029f 0x14000000
} >"$WORK/image"
again() {
	echo 1 >$P/reset
	"$TRAPGEN" --image="$WORK/image" 40 --then "cat $K/hot $K/reasons $K/vcpus >$WORK/snap" >"$WORK/out" || fail "trapgen"
	rows "$WORK/snap:hot" 'col("kind") != "fault" { print col("kind"), col("name"), col("how"), col("exits") }' | sort >"$WORK/got"
	printf '%s\n' "call 0xc5000001 hvc 40" "call 0xc500005a hvc 40" "page 0x9000000 vmm-write8 1" \
		"page 0xa000000 vmm-write4 40" "page 0xa094000 vmm-write4 40" | diff "$WORK/got" - ||
		fail "$1: what was trapped on"
	assert_eq "$1: exits + lost" $(($(column_sum "$WORK/snap:vcpus" exits state=live) + $(column_sum "$WORK/snap:vcpus" lost))) \
		"$(kvm_exits_in "$WORK/out")"
	assert_eq "$1: lost" "$(column_sum "$WORK/snap:vcpus" lost)" 0
	assert_eq "$1: of the VMM" "$(column_sum "$WORK/snap:reasons" exits reason=MMIO_USER)" 81
}
load_module hot=1
again "hot=1"
echo 1 >$P/times
again "hot=1 times=1"
