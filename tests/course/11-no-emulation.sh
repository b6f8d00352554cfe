# SPDX-License-Identifier: GPL-2.0-only
# Row 11: KVM on arm64 emulates no instruction. If the CPU does not decode a load for it (LDP),
# KVM_RUN fails with ENOSYS, or returns KVM_EXIT_ARM_NISV to a VMM that asked for it.
# needs: arm64
# groups: course-only
. "$(dirname "$0")/../lib/host.sh"
for function in kvm_emulate_insn x86_emulate_instruction; do
	! grep -q " $function$" /proc/kallsyms || fail "this kernel has $function"
done
load_module
exact nisv 5
assert_eq "refused" "$(column_sum userspace returns reason=ERROR)" 5
exact nisv-user 7
assert_eq "told" "$(column_sum userspace returns reason=ARM_NISV)" 7
