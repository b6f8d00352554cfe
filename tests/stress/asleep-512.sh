# SPDX-License-Identifier: GPL-2.0-only
# 512 vCPUs (or as many as a VM may have) sleep in WFI or HLT, and another 8 trap. Nothing is missed,
# and the counts of the 8 are exact.
. "$(dirname "$0")/../lib/host.sh"
load_module
vcpus=$(max_vcpus 512)
"$TRAPGEN" sleep --vcpus="$vcpus" >/dev/null & pid=$!
wait_until column_sum reasons exits reason=$HALT -ge "$vcpus"
vm=$(column_sum vms vm pid=$pid)
assert_eq "vCPUs asleep" "$(row_count reasons vm="$vm" reason=$HALT exits=1)" "$vcpus"
exact hvc 2000 --vcpus=8
assert_eq "vCPUs still asleep" "$(column_sum userspace returns vm="$vm")" 0
for s in $PROBES; do
	assert_eq "missed by $s" "$(health missed.$s)" 0
done
assert_eq "lost" "$(summary lost)" 0
kill -KILL $pid
wait $pid 2>/dev/null
wait_until health vms.live -eq 0
assert_eq "$HALT of the VM that ended" "$(column_sum reasons exits vm="$vm" reason=$HALT)" "$vcpus"
