# SPDX-License-Identifier: GPL-2.0-only
# Row 8: two VMs at the same time have rows of their own, and the sums are right.
. "$(dirname "$0")/../lib/host.sh"
load_module
(exact hvc 700) & a=$!
(exact store 300) & b=$!
wait $a || fail "the first VM's numbers differ"
wait $b || fail "the second VM's numbers differ"
assert_eq "VMs" "$(column_sum vms exits | wc -l) $(awk 'NR > 2' $K/vms | wc -l)" "1 2"
assert_eq "the VMs together" "$(column_sum vms exits)" "$(summary total)"
