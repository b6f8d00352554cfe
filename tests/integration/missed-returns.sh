# SPDX-License-Identifier: GPL-2.0-only
# More vCPUs in KVM_RUN than return-probe instances: which returns were missed is
# counted, no reason is wrong by it, and of the times it is said how much is unsure.
# groups: preempt
. "$(dirname "$0")/../lib/host.sh"
load times=1
exact store 100
same "unsure" "$(cell times unsure_ns)" 0
same "returns missed" "$(health returns.missed)" 0

load times=1 maxactive=1
"$TRAPGEN" sleep >/dev/null & asleep=$!
wait_for eval "[ \$(cell vcpus exits pid=$asleep) -gt 1 ]"
[ "$(health records.used)" -eq 1 ] || fail "$(cat $K/vcpus)"
kvm_of() { awk '$2 == "kvm" && $3 == "exits" { print $4 } $3 == "kvm" && $4 == "exits" { print $5 }' "$1"; }
for program in store nisv-user nisv; do
	"$TRAPGEN" $program 500 >"$WORK/out" || fail "trapgen $program"
	vm=$(cell vms vm "pid=$(awk '$1 == "pid" { print $2 }' "$WORK/out")")
	same "$program: exits + lost" $(($(cell vcpus exits vm=$vm) + $(cell vcpus lost vm=$vm))) "$(kvm_of "$WORK/out")"
	# The last one is followed by no other KVM_RUN that could tell.
	same "$program: returns missed" "$(cell userspace returns vm=$vm reason=MISSED)" 500
	unsure=$(cell times unsure_ns vm=$vm)
	[ "$unsure" -gt 0 ] || fail "$program: all times are sure"
	[ "$unsure" -le "$(cell times total_ns vm=$vm)" ] || fail "$program: more unsure than there is"
	by_kretprobe && continue
	same "$program: lost" "$(cell vcpus lost vm=$vm)" 0
	same "$program: of the VMM" "$(cell vcpus io_user vm=$vm)" 501
done
kill -KILL $asleep
