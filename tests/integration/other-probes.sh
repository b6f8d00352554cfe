# SPDX-License-Identifier: GPL-2.0-only
# Others have probes on the same functions, before us and after us: both count,
# each for itself, and health says what is so.
# groups: attach matrix
. "$(dirname "$0")/../lib/host.sh"
T=/sys/kernel/tracing
at_end 'echo 0 >$T/events/kvmtest/enable; echo >$T/kprobe_events'
probes() {
	echo "p:kvmtest/p$1 handle_exit" >>$T/kprobe_events || skip "no kprobe_events"
	echo "r:kvmtest/r$1 handle_exit" >>$T/kprobe_events
	echo 1 >$T/events/kvmtest/p$1/enable
	echo 1 >$T/events/kvmtest/r$1/enable
}
hits() { awk -v p="$1" '$1 == p { print $2 }' $T/kprobe_profile; }
probes 1
load
probes 2
exact mixed 50 --vcpus=2
for n in 1 2; do
	same "exits by kprobe event $n" "$(summary total)" "$(hits p$n)"
	same "exits by kretprobe event $n" "$(summary total)" "$(hits r$n)"
done
same "state" "$(health state.$EXIT_POINT)" armed
echo 0 >$P/enabled
same "state" "$(health state.$EXIT_POINT)" disabled
echo 1 >$P/enabled
echo 0 >$T/events/kvmtest/enable
same "state when we are alone" "$(health state.$EXIT_POINT)" armed
echo 1 >$P/reset
exact hvc 100
unload
echo 1 >$T/events/kvmtest/enable
"$TRAPGEN" hvc 100 >/dev/null || fail "trapgen without us"
