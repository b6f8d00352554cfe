# SPDX-License-Identifier: GPL-2.0-only
# If there are more vCPUs than records, exits of the others are counted without a name.
# groups: matrix preempt attach
. "$(dirname "$0")/../lib/host.sh"
load_module max_vcpus=2
"$TRAPGEN" hvc 500 --vcpus=6 --then "cat $K/vcpus $K/health >$WORK/snap; cat $K/reasons >$WORK/reasons" >"$WORK/out" ||
	fail "trapgen"
assert_eq "all exits" "$(summary total)" "$(kvm_exits_in "$WORK/out")"
assert_eq "all HVC" "$(summary cpu)" 3000
assert_eq "rows of live vCPUs" "$(grep -c ' live ' "$WORK/snap")" 2
assert_eq "rows of unattributed" "$(grep -c ' unattributed ' "$WORK/snap")" 1
assert_eq "unattributed HVC" "$(column_sum "$WORK/reasons" exits vm=- reason=$HVC)" 2000
[ "$(health exits.unattributed)" -ge 2008 ] || fail "health: $(health exits.unattributed) unattributed"
assert_eq "records at most" "$(health records.most)" 2
echo 1 >$P/reset
assert_eq "unattributed after reset" "$(health exits.unattributed)" 0

# The same for exits whose outcome is known only later.
"$TRAPGEN" mixed 100 --vcpus=6 --then "cat $K/reasons $K/userspace >$WORK/snap" >/dev/null || fail "trapgen"
of() { column_sum "$WORK/snap:reasons" exits vm=- reason="$1"; }
assert_eq "unattributed HVC" "$(of $HVC)" 400
# The end of a program is a store on arm64, and an OUT on x86.
stores=404
! on_x86 || stores=400
assert_eq "unattributed MMIO" "$(of MMIO_USER)" $stores
assert_eq "unattributed IO" "$(column_sum "$WORK/snap:reasons" exits vm=- class=io)" 404
[ "$(of $PAGE)" -ge 400 ] || fail "unattributed page faults: $(of $PAGE)"
assert_eq "unattributed returns by MMIO" "$(column_sum "$WORK/snap:userspace" returns vm=- reason=MMIO)" $stores
assert_eq "unattributed returns" "$(column_sum "$WORK/snap:userspace" returns vm=-)" 404
assert_eq "all MMIO" "$(summary io_user)" 606
assert_eq "lost" "$(summary lost)" 0
