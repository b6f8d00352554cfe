# SPDX-License-Identifier: GPL-2.0-only
# 512 vCPUs (or as many as KVM allows a VM) asleep in WFI at once while another 8
# trap: nothing is missed, and the counts of the 8 are exact.
. "$(dirname "$0")/../lib/host.sh"
load
vcpus=$(upto 512)
"$TRAPGEN" sleep --vcpus="$vcpus" >/dev/null & pid=$!
wait_for eval '[ $(cell reasons exits reason=WFx) -ge $vcpus ]'
vm=$(cell vms vm pid=$pid)
same "vCPUs asleep" "$(awk -v vm="$vm" '$1 == vm && $5 == "WFx" && $6 == 1' $K/reasons | wc -l)" "$vcpus"
exact hvc 2000 --vcpus=8
same "vCPUs still asleep" "$(cell userspace returns vm="$vm")" 0
for s in $PROBES; do
	same "missed by $s" "$(health missed.$s)" 0
done
same "lost" "$(summary lost)" 0
kill -KILL $pid
wait $pid 2>/dev/null
wait_for eval '[ $(health vms.live) -eq 0 ]'
same "WFI of the VM that ended" "$(cell reasons exits vm="$vm" reason=WFx)" "$vcpus"
