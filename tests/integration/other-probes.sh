# SPDX-License-Identifier: GPL-2.0-only
# If others have probes on the same functions, attached before and after ours, everybody counts all
# exits, and health is right.
# groups: matrix
. "$(dirname "$0")/../lib/host.sh"
T=/sys/kernel/tracing
defer 'echo 0 >$T/events/kvmtest/enable; echo >$T/kprobe_events'
# On x86 no function has all exits. There the end of a vCPU has a probe of ours, and others count
# these.
if on_x86; then
	function=kvm_arch_vcpu_destroy
	ours() { health hits.$function; }
else
	function=handle_exit
	ours() { summary total; }
fi
probes() {
	echo "p:kvmtest/p$1 $function" >>$T/kprobe_events || skip "no kprobe_events"
	echo "r:kvmtest/r$1 $function" >>$T/kprobe_events
	echo 1 >$T/events/kvmtest/p$1/enable
	echo 1 >$T/events/kvmtest/r$1/enable
}
hits() { awk -v p="$1" '$1 == p { print $2 }' $T/kprobe_profile; }
probes 1
load_module
probes 2
exact mixed 50 --vcpus=2
[ "$(ours)" -ge 2 ] || fail "$(ours) calls"
for n in 1 2; do
	assert_eq "calls by kprobe event $n" "$(ours)" "$(hits p$n)"
	assert_eq "calls by kretprobe event $n" "$(ours)" "$(hits r$n)"
done
assert_eq "state" "$(health state.$EXIT_POINT)" armed
echo 0 >$P/enabled
assert_eq "state" "$(health state.$EXIT_POINT)" disabled
echo 1 >$P/enabled
echo 0 >$T/events/kvmtest/enable
assert_eq "state when we are alone" "$(health state.$EXIT_POINT)" armed
echo 1 >$P/reset
exact hvc 100
assert_eq "state when we are alone" "$(health state.kvm_arch_vcpu_destroy)" armed
unload_module
echo 1 >$T/events/kvmtest/enable
"$TRAPGEN" hvc 100 >/dev/null || fail "trapgen without us"
