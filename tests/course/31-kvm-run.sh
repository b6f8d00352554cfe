# SPDX-License-Identifier: GPL-2.0-only
# Row 31: the module has the same reasons for returns of KVM_RUN as the VMM sees in kvm_run.
. "$(dirname "$0")/../lib/host.sh"
load_module
exact store 40
exact off 1
exact nisv-user 5
exact spin 10
assert_eq "MMIO" "$(column_sum userspace returns reason=MMIO)" $((41 + 1))
assert_eq "SYSTEM_EVENT" "$(column_sum userspace returns reason=SYSTEM_EVENT)" 1
assert_eq "ARM_NISV" "$(column_sum userspace returns reason=ARM_NISV)" 5
