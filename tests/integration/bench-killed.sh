# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap bench leaves the host as it was also when it is killed, whatever it was doing then, and when
# it is asked to end.
. "$(dirname "$0")/../lib/host.sh"
attach=kretprobe
! on_x86 || attach=tracepoint
# start: run it without end, as process $pid.
start() {
	"$KVMTRAP" bench --module="$KO" --attach=$attach --rounds=10000 --reason=$HVC >"$WORK/out" 2>"$WORK/err" & pid=$!
}
files=$(ls -A /tmp)
unload_module

gone() { ! pgrep -x trap-keeper >/dev/null && ! pgrep -x trapgen >/dev/null; }
# Killed while the module is being loaded, while a guest runs with it, while the module is unloaded.
# The first guests run without it.
busy_with() { pgrep -x $1 >/dev/null && { [ $1 != trapgen ] || [ -d /sys/module/kvmtrapcount ]; }; }
for program in insmod trapgen rmmod; do
	start
	until busy_with $program; do kill -0 $pid || fail "bench: $(cat "$WORK/err")"; done
	kill -KILL $pid
	wait $pid 2>/dev/null
	wait_for gone
	bench_left_nothing "$files"
done
# Asked to end, it has ended all of it before it ends.
start
wait_for test -d /sys/module/kvmtrapcount
kill -TERM $pid
wait $pid
assert_eq "status after TERM" $? 143
grep -q '^kvmtrap: stopped after [0-9]* of 10000 rounds' "$WORK/err" || fail "$(cat "$WORK/err")"
bench_left_nothing "$files"
