# SPDX-License-Identifier: GPL-2.0-only
# Two VMs that run at the same time have rows of their own, with exact numbers. The sums are right.
# groups: matrix preempt
. "$(dirname "$0")/../lib/host.sh"
load_module
(exact hvc 3000 --vcpus=2) & a=$!
(exact store 700 --vcpus=2) & b=$!
wait $a || fail "the first VM's numbers differ"
wait $b || fail "the second VM's numbers differ"
assert_eq "VMs" "$(row_count vms)" 2
assert_eq "HVC of both" "$(column_sum reasons exits reason=$HVC)" 6000
assert_eq "IO of both" "$(column_sum summary exits class=io_user)" $((2 * 701 + 2))
total=$(summary total)
assert_eq "sum over the VMs" "$(column_sum vms exits)" "$total"
assert_eq "sum over the vCPUs" "$(column_sum vcpus exits)" "$total"
assert_eq "sum over the reasons" "$(column_sum reasons exits)" "$total"
