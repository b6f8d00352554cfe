# SPDX-License-Identifier: GPL-2.0-only
# Row 6: what a storm of traps is about has a name: its reason, and in hot the register or MSR.
. "$(dirname "$0")/../lib/host.sh"
load_module hot=1
reason=SYS64 register=ID_AA64PFR0_EL1
! on_x86 || reason=MSR register=APIC_BASE
"$TRAPGEN" sysreg 74 --then "$KVMTRAP stat --by hot >$WORK/hot; $KVMTRAP stat --by reason >$WORK/reason" >/dev/null || fail "trapgen"
grep -q "$reason  *74" "$WORK/reason" || fail "$(cat "$WORK/reason")"
grep -q "$register  *read  *74" "$WORK/hot" || fail "$(cat "$WORK/hot")"
