# SPDX-License-Identifier: GPL-2.0-only
# The module can be unloaded while a reader of tracefs has its tracepoints on: the events go away.
# It cannot be unloaded while perf records them.
# groups: patching
# needs: text-patching
. "$(dirname "$0")/../lib/host.sh"
need_text_patching
T=/sys/kernel/tracing
# End these if the case fails.
defer 'kill -KILL $reader $recorder 2>/dev/null'
reader='' recorder=''
"$TRAPGEN" hvc 1000000000 --vcpus=2 >/dev/null &
"$TRAPGEN" store 1000000000 >/dev/null &
for _ in $(seq $((20 / SCALE + 1))); do
	load_module
	echo 1 >$T/events/kvmtrap/enable
	cat $T/trace_pipe >"$WORK/pipe" & reader=$!
	wait_for grep -q kvmtrap_exit "$WORK/pipe"
	rmmod kvmtrapcount || fail "cannot unload"
	[ ! -e $T/events/kvmtrap ] || fail "the events are still there"
	kill $reader
	wait $reader 2>/dev/null
done
reader=

load_module
perf record -q -a -e kvmtrap:kvmtrap_exit -o "$WORK/perf.data" sleep 1000000 & recorder=$!
wait_until cat /sys/module/kvmtrapcount/refcnt -gt 0
rmmod kvmtrapcount 2>/dev/null && fail "unloaded under perf's hands"
kill -INT $recorder
wait $recorder
recorder=
wait_until cat /sys/module/kvmtrapcount/refcnt -eq 0
