# SPDX-License-Identifier: GPL-2.0-only
# A parameter that is written while the module is being loaded takes effect, or the write fails.
. "$(dirname "$0")/../lib/host.sh"
"$TRAPGEN" spin 1000000000 >/dev/null & guest=$!
wait_until kvm_exits -gt 100
# write: write parameters over and over, in the background, until "$WORK/go" is removed.
write() {
	touch "$WORK/go"
	while [ -e "$WORK/go" ]; do
		echo 0 >$P/enabled
		echo 1 >$P/times
		echo 1 >$P/filter_pid
	done 2>/dev/null &
	writer=$!
}

n=$((200 / ${SCALE:-1}))
for _ in $(seq $((n > 5 ? n : 5))); do
	write
	unload_module
	insert_module || fail "cannot load"
	rm "$WORK/go"
	wait $writer
	state=armed
	[ "$(cat $P/enabled)" = Y ] || state=disabled
	assert_eq "state of $EXIT_POINT while enabled is $(cat $P/enabled)" "$(health state.$EXIT_POINT)" $state
	# The filter lets through what belongs to process 1, which has no VM.
	pid=$(cat $P/filter_pid) times=$(cat $P/times)
	echo 1 >$P/enabled
	"$TRAPGEN" hvc 20 --then "cat $K/summary >$WORK/snap" >/dev/null || fail "trapgen"
	assert_eq "HVC while filter_pid is $pid" "$(column_sum "$WORK/snap" exits class=cpu)" $((pid ? 0 : 20))
	echo 0 >$P/filter_pid
	"$TRAPGEN" hvc 20 --then "cat $K/times >$WORK/snap" >/dev/null || fail "trapgen"
	told=$([ "$(column_sum "$WORK/snap" total_ns)" -eq 0 ] && echo N || echo Y)
	assert_eq "times are told" "$told" "$times"
	echo 0 >$P/enabled
	assert_eq "state" "$(health state.$EXIT_POINT)" disabled
done
stop $guest
