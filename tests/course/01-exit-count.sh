# SPDX-License-Identifier: GPL-2.0-only
# Row 1: every exit is counted, and the count is KVM's own.
. "$(dirname "$0")/../lib/host.sh"
load_module
exact mixed 200 --vcpus=2
"$TRAPGEN" mixed 200 --then "cat $K/vcpus >$WORK/vcpus" >"$WORK/out" || fail "trapgen"
assert_eq "exits" "$(column_sum "$WORK/vcpus" exits state=live)" "$(kvm_exits_in "$WORK/out")"
