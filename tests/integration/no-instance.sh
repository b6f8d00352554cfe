# SPDX-License-Identifier: GPL-2.0-only
# With fewer return-probe instances than calls in flight, the calls that the kernel's probes missed
# are shown. Each missed exit is counted as lost when the vCPU is seen again, at the latest when
# it is destroyed. With attach=tracepoint nothing needs an instance, and nothing is missed.
# groups: attach matrix preempt
. "$(dirname "$0")/../lib/host.sh"
load_module maxactive=1
"$TRAPGEN" spin 1000000000 >/dev/null & pid=$!
"$TRAPGEN" spin 4000 >"$WORK/out" & ends=$!
wait_until column_sum vcpus exits pid=$pid -gt 10
wait_until column_sum vcpus exits pid=$ends -gt 10
# While somebody listens to the tracepoint, each exit holds an instance until handle_exit returns.
# For a vCPU that sleeps, this is until it is killed.
echo 1 >/sys/kernel/tracing/events/kvmtrap/kvmtrap_exit/enable
"$TRAPGEN" sleep --vcpus=8 >/dev/null & sleepers=$!
wait $ends || fail "trapgen"
wait_until column_sum vms vcpus pid=$ends -eq 0
assert_eq "of the one that ended: exits + lost" \
	$(($(column_sum vms exits pid=$ends) + $(column_sum vms lost pid=$ends))) "$(kvm_exits_in "$WORK/out")"

kill -KILL $sleepers
wait $sleepers 2>/dev/null
echo 0 >/sys/kernel/tracing/events/kvmtrap/kvmtrap_exit/enable
seen=$(column_sum vcpus exits pid=$pid)
wait_until column_sum vcpus exits pid=$pid -gt $((seen + 20))
freeze $pid
assert_eq "of the one that goes on: exits + lost" \
	$(($(column_sum vcpus exits pid=$pid) + $(column_sum vcpus lost pid=$pid))) "$(kvm_exits)"
kill -CONT $pid
stop $pid
missed=0
for s in $PROBES; do
	missed=$((missed + $(health missed.$s)))
done
if by_kretprobe; then
	[ $missed -gt 0 ] || fail "nothing was missed, so nothing was shown"
else
	assert_eq "missed" "$missed" 0
	assert_eq "lost" "$(health exits.lost)" 0
fi
echo 1 >$P/reset
for s in $PROBES; do
	assert_eq "missed by $s since a reset" "$(health missed.$s)" 0
done
