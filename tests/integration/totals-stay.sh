# SPDX-License-Identifier: GPL-2.0-only
# The counts of a VM stay after it has ended: in its row as long as that is kept, and in the totals
# for ever.
# groups: matrix
. "$(dirname "$0")/../lib/host.sh"
load_module max_vcpus=16 times=1 hot=1
last=0
for n in $(seq 12); do
	"$TRAPGEN" hvc 100 --vcpus=2 >/dev/null || fail "trapgen"
	now=$(summary total)
	[ "$now" -ge $((last + 2 * 102)) ] || fail "the total went from $last to $now"
	last=$now
	assert_eq "HVC of all VMs so far, kept and forgotten" "$(summary cpu)" $((n * 200))
done
wait_until health vms.ended -eq 4
assert_eq "VMs that are no longer listed" "$(health vms.forgotten)" 8
assert_eq "HVC of the VMs still listed" "$(column_sum reasons exits reason=$HVC)" 800
for f in vms vcpus reasons userspace; do
	awk 'NR > 2 { if ($1 < last) exit 1; last = $1 }' $K/$f || fail "$f, out of order: $(cat $K/$f)"
done
# Records have been used again and again. None has anything left of an earlier vCPU.
assert_eq "their hypercalls" "$(column_sum hot exits kind=call)" 800
assert_eq "those handled" "$(column_sum handling exits reason=$HVC)" 800
assert_eq "those with a time" "$(column_sum latency exits class=cpu)" 800
assert_eq "unattributed" "$(health exits.unattributed)" 0
assert_eq "vCPUs that were seen to end" "$(health hits.kvm_arch_vcpu_destroy)" 24
assert_eq "records in use" "$(health records.used)" 4

# The times of ended VMs do not change.
ended() { awk '$2 == "-"' $K/times $K/userspace; }
before=$(ended)
[ -n "$before" ] || fail "no times of VMs that have ended"
sleep 1
assert_eq "times of VMs that have ended" "$(ended)" "$before"
