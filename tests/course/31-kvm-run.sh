# SPDX-License-Identifier: GPL-2.0-only
# Row 31: kvm_run: why the VMM saw KVM_RUN return, reason by reason, as the module has it.
. "$(dirname "$0")/../lib/host.sh"
load_module
exact store 40
exact off 1
exact nisv-user 5
exact spin 10
assert_eq "MMIO" "$(column_sum userspace returns reason=MMIO)" $((41 + 1))
assert_eq "SYSTEM_EVENT" "$(column_sum userspace returns reason=SYSTEM_EVENT)" 1
assert_eq "ARM_NISV" "$(column_sum userspace returns reason=ARM_NISV)" 5
