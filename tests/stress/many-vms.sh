# SPDX-License-Identifier: GPL-2.0-only
# When 10,000 VMs are made and destroyed, the totals are exact, and memory does not grow. For memory
# SCALE must be 4 at most.
. "$(dirname "$0")/../lib/host.sh"
# One VM runs all the time. Otherwise KVM would patch the scheduler (preempt_notifier_key) for
# each VM. QEMU that emulates several CPUs sometimes misses that. A vCPU is then not saved when
# another thread runs, and its VM fails.
load_module max_vcpus=64
"$TRAPGEN" sleep >/dev/null & sleeper=$!
wait_until health vms.live -eq 1
wait_until column_sum reasons exits reason=$HALT -ge 1
vms=$((10000 / SCALE))
"$TRAPGEN" hvc 3 --vms=$((vms / 10)) >"$WORK/first" || fail "trapgen"
before=$(memory)
"$TRAPGEN" hvc 3 --vms=$((vms - vms / 10)) >"$WORK/rest" || fail "trapgen"
wait_until health vms.live -eq 1
after=$(memory)
kvm=$(kvm_exits_in "$WORK/first" "$WORK/rest")
others=$(column_sum vms exits pid=$sleeper)
assert_eq "HVC of all VMs" "$(($(summary cpu) - $(column_sum vms cpu pid=$sleeper)))" $((vms * 3))
assert_eq "all exits" "$(($(summary total) - others))" "$kvm"
assert_eq "VMs seen" $(($(health vms.ended) + $(health vms.forgotten))) $vms
assert_eq "unattributed" "$(health exits.unattributed)" 0
assert_eq "lost" "$(summary lost)" 0
assert_eq "records in use" "$(health records.used)" 17
kill -KILL $sleeper
# In kB. A record is more than one kB, so that a leak in each VM would be 9,000 / SCALE. The kernel itself
# takes and gives back less than 2,000.
if [ "$SCALE" -gt 4 ]; then
	echo "SCALE is above 4: a leak would not be seen"
else
	[ $((after - before)) -lt 2000 ] || fail "memory went from $before to $after kB"
fi
