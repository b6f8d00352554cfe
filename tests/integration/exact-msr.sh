# SPDX-License-Identifier: GPL-2.0-only
# MSRs that KVM leaves to the VMM are exits to it. With a filter of MSRs, 5.10 counts exits that are
# none: these are lost, and exits + lost is still KVM's number.
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
assert_eq "lost" "$(summary lost)" "$(counts_ranges && echo $((30 + 330 + 948)) || echo 0)"
