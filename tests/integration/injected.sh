# SPDX-License-Identifier: GPL-2.0-only
# Exits that are no traps (SErrors, illegal state, unknown indices) have reasons of their own.
# Every tenth of 500 traps is changed to one at handle_exit. attach=tracepoint has looked at the
# exit before that, so that return probes are used here.
# groups: matrix
# needs: arm64
. "$(dirname "$0")/../lib/host.sh"
defer 'rmmod inject 2>/dev/null'

# inject INDEX: run a guest with the index injected. Sets status, and n to how many were injected.
inject() {
	ATTACH=kretprobe load_module
	insmod $HERE/inject.ko index="$1" || fail "cannot load inject.ko"
	"$TRAPGEN" sysreg 500 --then "cat $K/vcpus >$WORK/snap" >"$WORK/out" 2>"$WORK/err"
	status=$?
	n=$(cat /sys/module/inject/parameters/injected)
	rmmod inject
}

# told REASON CLASS N TRAPS: check what the files say, also against KVM's own count.
told() {
	assert_eq "$1" "$(column_sum reasons exits reason="$1")" "$3"
	assert_eq "of class $2" "$(summary "$2")" "$3"
	assert_eq "$1: SYS64" "$(column_sum reasons exits reason=SYS64)" "$4"
	assert_eq "$1: all" "$(column_sum "$WORK/snap" exits)" "$(kvm_exits_in "$WORK/out")"
	assert_eq "$1: returns with an errno" "$(column_sum userspace returns reason=ERROR)" \
		"$(awk '$4 == "ERROR" { n = $5 } END { print n + 0 }' "$WORK/out")"
	assert_eq "lost" "$(summary lost)" 0
}

# again INDEX REASON CLASS: KVM runs the instruction again, so that all of its traps are counted,
# in addition to what was injected.
again() {
	inject "$1"
	[ $status -eq 0 ] || fail "$2: $(cat "$WORK/err")"
	[ "$n" -gt 50 ] || fail "injected $n only"
	told "$2" "$3" "$n" 500
}
again $((0x80000002)) SERROR_PENDING serror
again 1 EL1_SERROR serror
again 0xbadca11 HYP_GONE other
again 7 INDEX_UNKNOWN other
assert_eq "health" "$(health exits.index_unknown)" "$n"

# KVM gives up such a guest: the tenth trap is the last.
inject 3
assert_eq "status after ILLEGAL_STATE" "$status" 1
grep -q 'KVM_RUN: Invalid argument' "$WORK/err" || fail "$(cat "$WORK/err")"
assert_eq "injected" "$n" 1
told ILLEGAL_STATE other 1 9
