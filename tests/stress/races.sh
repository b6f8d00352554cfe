# SPDX-License-Identifier: GPL-2.0-only
# While guests are counted, and everything is read and written as fast as possible, KCSAN reports
# no race of an unmarked access of this module. The kernel's own races are ignored.
# needs: kcsan
. "$(dirname "$0")/../lib/host.sh"
C=/sys/kernel/debug/kcsan
[ -e $C ] || skip "this kernel has no KCSAN"
grep -q 'enabled: 1' $C || fail "KCSAN is switched off"
echo 30 >/sys/module/kcsan/parameters/skip_watch
log=$WORK/log
. "$LIB/log.sh"
follow_log
load_module max_vcpus=8 times=1 hot=1
"$TRAPGEN" hvc 1000000000 --vcpus=2 >/dev/null &
"$TRAPGEN" store 1000000000 >/dev/null &
"$TRAPGEN" wfi 1000000000 >/dev/null &
(while [ ! -e "$WORK/stop" ]; do "$TRAPGEN" mixed 20 --vcpus=4 >/dev/null; done) &
# Read without starting a process each time.
reader() { while [ ! -e "$WORK/stop" ]; do for f in "$@"; do read -r _ <$K/$f; done; done; }
reader vcpus reasons userspace & readers=$!
reader summary vms health times handling latency hot & readers+=" $!"
(while [ ! -e "$WORK/stop" ]; do
	echo 1 >$P/reset
	sleep 0.2
	echo 0 >$P/enabled
	echo 1 >$P/enabled
	sleep 0.2
	echo 0 >$P/times
	echo 1 >$P/times
	echo 0 >$P/hot
	echo 1 >$P/hot
	sleep 0.2
done) & readers+=" $!"
sleep $((120 / SCALE + 20))
watched() { awk '$1 == "setup_watchpoints:" { print $2 }' $C; }
wait_until watched -gt 10000
touch "$WORK/stop"
# shellcheck disable=SC2086 # a list
wait $readers
caught_up races || fail "nobody followed the kernel's log"
kill $follower
# A report is between two lines of equals signs. It is about this module if one of the two
# accesses is. The line after the one that describes an access names its function.
awk '{ sub(/^[^;]*;/, "") }
	/=====/ { if (ours) printf "%s", block; block = ""; ours = 0; next }
	{ block = block $0 "\n" }
	told && /\[kvmtrapcount\]/ { ours = 1 }
	{ told = /(read|write).* to 0x.* by (task|interrupt)/ }' "$WORK/log" >"$WORK/reports"
[ ! -s "$WORK/reports" ] || fail "$(cat "$WORK/reports")"
