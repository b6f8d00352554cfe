# SPDX-License-Identifier: GPL-2.0-only
# Fewer return-probe instances than calls in flight: the kernel's misses are
# shown, and each exit missed is counted as lost, when the vCPU is seen again or
# at the latest when it goes.
# groups: attach matrix preempt
. "$(dirname "$0")/../lib/host.sh"
kvm_of() { awk '$3 == "kvm" && $4 == "exits" { print $5 } $2 == "kvm" && $3 == "exits" { print $4 }' "$1"; }
load maxactive=1
"$TRAPGEN" spin 1000000000 >/dev/null & pid=$!
"$TRAPGEN" spin 4000 >"$WORK/out" & ends=$!
wait_for eval "[ \$(cell vcpus exits pid=$pid) -gt 10 ] && [ \$(cell vcpus exits pid=$ends) -gt 10 ]"
# With a listener each exit holds its instance until it returns: for a vCPU
# asleep that is until it is killed.
echo 1 >/sys/kernel/tracing/events/kvmtrap/kvmtrap_exit/enable
"$TRAPGEN" sleep --vcpus=8 >/dev/null & sleepers=$!
wait $ends || fail "trapgen"
wait_for eval "[ \$(cell vms vcpus pid=$ends) -eq 0 ]"
same "of the one that ended: exits + lost" \
	$(($(cell vms exits pid=$ends) + $(cell vms lost pid=$ends))) "$(kvm_of "$WORK/out")"

kill -KILL $sleepers
wait $sleepers 2>/dev/null
echo 0 >/sys/kernel/tracing/events/kvmtrap/kvmtrap_exit/enable
seen=$(cell vcpus exits pid=$pid)
wait_for eval "[ \$(cell vcpus exits pid=$pid) -gt $((seen + 20)) ]"
still $pid
same "of the one that goes on: exits + lost" \
	$(($(cell vcpus exits pid=$pid) + $(cell vcpus lost pid=$pid))) "$(kvm_exits)"
kill -CONT $pid
stop $pid
missed=0
for s in $PROBES; do
	missed=$((missed + $(health missed.$s)))
done
[ $missed -gt 0 ] || fail "nothing was missed, so nothing was shown"
