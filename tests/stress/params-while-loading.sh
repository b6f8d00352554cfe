# SPDX-License-Identifier: GPL-2.0-only
# A parameter that is written while the module is being loaded takes effect, or the write fails.
. "$(dirname "$0")/../lib/host.sh"
"$TRAPGEN" spin 1000000000 >/dev/null & pid=$!
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
	[ "$(cat $P/times)" = Y ] || assert_eq "rows of times" "$(row_count times)" 0
	echo 0 >$P/enabled
	assert_eq "state" "$(health state.$EXIT_POINT)" disabled
done
stop $pid
