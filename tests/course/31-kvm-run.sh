# SPDX-License-Identifier: GPL-2.0-only
# Row 31: the module has the same reasons for returns of KVM_RUN as the VMM sees in kvm_run.
. "$(dirname "$0")/../lib/host.sh"
load_module
exact store 40
exact off 1
exact spin 10
if on_x86; then
	exact in 5
	assert_eq "MMIO" "$(column_sum userspace returns reason=MMIO)" 40
	assert_eq "SHUTDOWN" "$(column_sum userspace returns reason=SHUTDOWN)" 1
	assert_eq "IO, with two doorbells" "$(column_sum userspace returns reason=IO)" $((5 + 2))
else
	exact nisv-user 5
	assert_eq "MMIO, with two doorbells" "$(column_sum userspace returns reason=MMIO)" $((40 + 2))
	assert_eq "SYSTEM_EVENT" "$(column_sum userspace returns reason=SYSTEM_EVENT)" 1
	assert_eq "ARM_NISV" "$(column_sum userspace returns reason=ARM_NISV)" 5
fi
