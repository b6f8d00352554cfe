# SPDX-License-Identifier: GPL-2.0-only
# MSRs that KVM leaves to the VMM are exits to it. With a filter of MSRs, 5.10 counts exits that are
# none: these are lost, and exits + lost is still KVM's number. On Intel's CPUs they are NOT_ENTERED.
# groups: guests
# needs: x86
. "$(dirname "$0")/../lib/host.sh"
load_module
exact msr-user 300
exact msr-set-user 300
exact msr-denied 300
exact msr-caught 300
exact msr-free 300
exact msr-filter 300
assert_eq "returns for RDMSR" "$(column_sum userspace returns reason=X86_RDMSR)" 600
assert_eq "returns for WRMSR" "$(column_sum userspace returns reason=X86_WRMSR)" 600
counts_ranges() { [[ $(uname -r) == 5.10.* ]]; }
lost=0 not_entered=0
if counts_ranges; then
	if on_intel; then not_entered=$((24 + 324 + 939)); else lost=$((30 + 330 + 948)); fi
fi
assert_eq "lost" "$(summary lost)" $lost
assert_eq "not entered" "$(health exits.not_entered)" $not_entered
