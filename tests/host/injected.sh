# SPDX-License-Identifier: GPL-2.0-only
# Exits that end otherwise than by a trap. KVM runs the trapped instruction
# again, so that all of its traps are counted beside what was injected. They are
# injected at handle_exit: later than attach=tracepoint looks.
. "$(dirname "$0")/lib.sh"
trap 'rmmod inject 2>/dev/null; cleanup' EXIT

# inject INDEX REASON CLASS
inject() {
	local n
	ATTACH=kretprobe load
	insmod /share/inject.ko index="$1" || fail "cannot load inject.ko"
	"$TRAPGEN" sysreg 500 --then "cat $K/vcpus $K/reasons >$WORK/snap" >"$WORK/out" ||
		fail "trapgen"
	n=$(cat /sys/module/inject/parameters/injected)
	rmmod inject
	[ "$n" -gt 50 ] || fail "injected $n only"
	same "$2" "$(cell reasons exits reason="$2")" "$n"
	same "of class $3" "$(summary "$3")" "$n"
	same "SYS64" "$(cell reasons exits reason=SYS64)" 500
	same "all" "$(awk '/^kvmtrap vcpus/ { getline; getline; print $7 }' "$WORK/snap")" \
		"$(awk '$3 == "kvm" && $4 == "exits" { print $5 } $2 == "kvm" && $3 == "exits" { print $4 }' "$WORK/out")"
	same "lost" "$(summary lost)" 0
}
inject $((0x80000002)) SERROR_PENDING serror
inject 1 EL1_SERROR serror
inject 3 ILLEGAL_STATE other
inject 0xbadca11 HYP_GONE other
inject 7 INDEX_UNKNOWN other
