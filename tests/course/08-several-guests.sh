# SPDX-License-Identifier: GPL-2.0-only
# Row 8: two VMs at the same time have rows of their own, and the sums are right.
. "$(dirname "$0")/../lib/host.sh"
load_module
# Neither of them runs before the other one is there, too.
together() { echo "touch $WORK/$1; until [ -e $WORK/$2 ]; do sleep 0.1; done"; }
(exact hvc 700 --created "$(together a b)") & a=$!
(exact store 300 --created "$(together b a)") & b=$!
wait $a || fail "the first VM's numbers differ"
wait $b || fail "the second VM's numbers differ"
assert_eq "VMs" "$(column_sum vms exits | wc -l) $(awk 'NR > 2' $K/vms | wc -l)" "1 2"
assert_eq "the VMs together" "$(column_sum vms exits)" "$(summary total)"
