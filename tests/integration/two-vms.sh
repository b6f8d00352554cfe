# SPDX-License-Identifier: GPL-2.0-only
# Two VMs at once: rows apart, sums right, no leak between them.
# groups: attach matrix preempt
. "$(dirname "$0")/../lib/host.sh"
load
(exact hvc 3000 --vcpus=2) & a=$!
(exact store 700 --vcpus=2) & b=$!
wait $a || fail "the first VM's numbers differ"
wait $b || fail "the second VM's numbers differ"
same "VMs" "$(awk 'NR > 2' $K/vms | wc -l)" 2
same "HVC of both" "$(cell reasons exits reason=HVC64)" 6000
same "IO of both" "$(cell summary exits what=io_user)" $((2 * 701 + 2))
total=$(summary total)
same "sum over the VMs" "$(cell vms exits)" "$total"
same "sum over the vCPUs" "$(cell vcpus exits)" "$total"
same "sum over the reasons" "$(cell reasons exits)" "$total"
