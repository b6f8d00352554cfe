# SPDX-License-Identifier: GPL-2.0-only
# A case that fails or is skipped says so by its status, whatever it has to undo at its end.
. "$(dirname "$0")/../lib/host.sh"
# ends STATUS COMMAND...: run a case with these lines, which must end with STATUS.
ends() {
	local status=$1
	shift
	bash -c '. "$1/host.sh"; defer "echo undone"; '"$*" case "$LIB" >"$WORK/out"
	assert_eq "status after '$*'" $? "$status"
	grep -q '^undone$' "$WORK/out" || fail "'$*' has undone nothing"
}
ends 0 true
ends 1 'fail "for a reason"'
ends 4 'skip "for a reason"'
ends 1 'assert_eq "a number" 1 2'
ends 1 'LIMIT=4 wait_for false'
# What a case has started ends with it.
setsid -w bash -c '. "$1/host.sh"; bash -c "sleep 54321 & exec sleep 54321" & fail "at once"' case "$LIB" | cat >/dev/null
pgrep -f 54321 >"$WORK/left" && fail "still running: $(cat "$WORK/left")"
# A case waits for ticks of the host, not by the clock. Here no tick passes.
ends 0 'LIMIT=4 TICKS_FILE=$WORK/ticks; echo 7 >$TICKS_FILE; (sleep 3; touch $WORK/late) & wait_for [ -e $WORK/late ]'
# Nine ticks pass at each look. What has moved since is waited for, and what has not is not.
looks='LIMIT=4 TICKS_FILE=$WORK/ticks; echo 1 >$WORK/n
	look() { read -r n <$WORK/n; echo $((n + 1)) >$WORK/n; echo $((n * 9)) >$TICKS_FILE; }'
ends 0 "$looks"'; moves() { look; echo $n; }; wait_until moves -ge 5;'
ends 1 "$looks"'; stays() { look; [ $n -ge 5 ] && echo 5 || echo 0; }; wait_until stays -ge 5;'
ends 1 'load_module; exact hvc 10; echo 1 >$P/reset; assert_eq "total" "$(summary total)" 11'
# A vCPU that sleeps until it is killed goes to sleep again when something ends its WFI.
on_x86 && exit
load_module
"$TRAPGEN" sleep >/dev/null & asleep=$!
wait_until column_sum reasons exits reason=$HALT -eq 1
freeze $asleep
kill -CONT $asleep
wait_until column_sum reasons exits reason=$HALT -eq 2
kill -0 $asleep || fail "it has ended"
