# SPDX-License-Identifier: GPL-2.0-only
# MSRs that KVM leaves to the VMM are exits to it. With a filter of MSRs, 5.10 counts exits that are
# none: these are lost, and exits + lost is still KVM's number. On Intel's CPUs they are NOT_ENTERED.
# groups: guests
# needs: x86
. "$(dirname "$0")/../lib/host.sh"
MSR_READ=MSR
! on_intel || MSR_READ=MSR_READ
load_module
exact msr-user 300
exact msr-set-user 300
exact msr-denied 300
exact msr-caught 300
exact msr-free 300
exact msr-filter 300
assert_eq "returns for RDMSR" "$(column_sum userspace returns reason=X86_RDMSR)" 600
assert_eq "returns for WRMSR" "$(column_sum userspace returns reason=X86_WRMSR)" 600

# Each exit that is counted has its event, also if KVM counts what is none before it goes on.
[ -z "${SPARE:-}" ] || [ -n "${TRACE:-}" ] || skip "the kernel has no instances of tracing"
T=${TRACE:-/sys/kernel/tracing}
defer "echo 0 >$T/events/kvmtrap/enable; echo >$T/trace"
before=$(column_sum reasons exits reason=$MSR_READ)
echo 1 >$T/events/kvmtrap/kvmtrap_exit/enable
"$TRAPGEN" msr-filter 300 >"$WORK/out" || fail "trapgen msr-filter"
echo 0 >$T/events/kvmtrap/kvmtrap_exit/enable
assert_eq "reads of MSRs, with events" $(($(column_sum reasons exits reason=$MSR_READ) - before)) 300
assert_eq "events of these" "$(grep -c "reason=$MSR_READ " $T/trace)" 300

counts_ranges() { [[ $(uname -r) == 5.10.* ]]; }
lost=0 not_entered=0
if counts_ranges; then
	if on_intel; then not_entered=$((24 + 324 + 2 * 939)); else lost=$((30 + 330 + 2 * 948)); fi
fi
assert_eq "lost" "$(summary lost)" $lost
assert_eq "not entered" "$(health exits.not_entered)" $not_entered
