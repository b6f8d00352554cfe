# SPDX-License-Identifier: GPL-2.0-only
# Row 29: GVA, GPA, HVA and HPA of an address are right, and the event of an abort has the GPA.
# groups: course-only own-vmm
. "$(dirname "$0")/../lib/host.sh"
T=/sys/kernel/tracing
load_module
echo 1 >$T/events/kvmtrap/kvmtrap_exit/enable
"${OWNVMM:=$HERE/ownvmm}" $HERE/first-touch.bin >"$WORK/out" || fail "ownvmm"
echo 0 >$T/events/kvmtrap/kvmtrap_exit/enable
grep -q '^phase 1 gva 0x100200000 gpa 0x40405000 hva 0x[0-9a-f]* hpa -$' "$WORK/out" || fail "before: $(cat "$WORK/out")"
grep -q '^phase 2 gva 0x100200000 gpa 0x40405000 hva 0x[0-9a-f]* hpa 0x[0-9a-f]*000$' "$WORK/out" || fail "after: $(cat "$WORK/out")"
grep -q '^phase 10 gva 0xa000000 gpa 0xa000000 hva - hpa -$' "$WORK/out" || fail "outside: $(cat "$WORK/out")"
# Without nested paging a fault of an x86 guest has the virtual address.
at=ipa=0x40405000
! on_x86 || at=info2=0x40405000
[ $PAGE != PF_EXCP ] || at=info2=0x100200000
assert_eq "aborts at the page" "$(grep -cE "class=mem .* $at( |\$)" $T/trace)" 2
: >$T/trace
