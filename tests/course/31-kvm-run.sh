# SPDX-License-Identifier: GPL-2.0-only
# Row 31: kvm_run: why the VMM saw KVM_RUN return, reason by reason, as the module has it.
. "$(dirname "$0")/../lib/host.sh"
load
exact store 40
exact off 1
exact nisv-user 5
exact spin 10
same "MMIO" "$(cell userspace returns reason=MMIO)" $((41 + 1))
same "SYSTEM_EVENT" "$(cell userspace returns reason=SYSTEM_EVENT)" 1
same "ARM_NISV" "$(cell userspace returns reason=ARM_NISV)" 5
