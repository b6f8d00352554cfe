# SPDX-License-Identifier: GPL-2.0-only
# Counting cannot begin again for want of memory, for each allocation in turn. It stays off, and no callback is
# on a tracepoint then: not when times are switched off and on after that, either.
. "$(dirname "$0")/../lib/host.sh"
T=/sys/kernel/tracing
insmod $HERE/short.ko within=param_attr_store 2>/dev/null ||
	skip "this kernel never asks whether an allocation should fail"
defer 'rmmod short; echo 0 >$T/events/kprobes/enable; echo >$T/kprobe_events'
{ echo 'r:kvmtrap_on tracepoint_probe_register ret=$retval:s32' && echo 'r:kvmtrap_off tracepoint_probe_unregister ret=$retval:s32'; } \
	>>$T/kprobe_events || fail "no kprobe_events"
echo 1 >$T/events/kprobes/enable
# callbacks: how many callbacks the kernel has taken and still has.
callbacks() { awk '/kvmtrap_on:.* ret=0$/ { n++ } /kvmtrap_off:.* ret=0$/ { n-- } END { print n + 0 }' $T/trace; }
load_module times=1
[ "$(callbacks)" -ge 2 ] || fail "$(callbacks) callbacks: $(cat $T/trace)"
refused=0
n=1
again=0
while [ "$n" -le 200 ]; do
	echo 0 >$P/enabled || fail "cannot disable"
	assert_eq "callbacks while nothing is counted" "$(callbacks)" 0
	echo "$n" >/sys/module/short/parameters/nth
	(echo 1 >$P/enabled) 2>"$WORK/err"
	failed=$(cat /sys/module/short/parameters/failed)
	echo 0 >/sys/module/short/parameters/nth
	[ "$failed" -gt 0 ] || break
	if [ "$(cat $P/enabled)" = Y ] && [ "$again" -lt 8 ]; then
		# It was the page for a new slab, which the kernel asks for twice. The slab is there the next time.
		again=$((again + 1))
		continue
	fi
	assert_eq "enabled, allocation $n" "$(cat $P/enabled)" N
	refused=$((refused + 1))
	grep -q 'Cannot allocate memory' "$WORK/err" || fail "allocation $n: $(cat "$WORK/err")"
	echo 0 >$P/times
	echo 1 >$P/times || fail "allocation $n: no times"
	assert_eq "allocation $n: callbacks" "$(callbacks)" 0
	n=$((n + 1))
	again=0
done
echo "$((n - 1)) allocations, refused for $refused"
[ "$refused" -ge 2 ] || fail "refused for $refused of $((n - 1)) allocations"
assert_eq "enabled in the end" "$(cat $P/enabled)" Y
exact hvc 20
