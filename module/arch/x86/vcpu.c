// SPDX-License-Identifier: GPL-2.0-only
/*
 * vcpu.c - see vcpu.h: which vendor's the host is.
 */
#include <linux/cpufeature.h>
#include <linux/kprobes.h>

#include "vcpu.h"

u64 x86_uncounted __read_mostly;

DEFINE_STATIC_KEY_FALSE(x86_vmx_key);

void x86_vcpu_init(void)
{
	if (!boot_cpu_has(X86_FEATURE_VMX))
		return;
	static_branch_enable(&x86_vmx_key);
	/* KVM may count what it emulates before a first exit tells. */
	x86_uncounted = 1;
	x86_codes_of_vmx();
}

u64 arch_vcpu_facts(const struct kvm_vcpu *vcpu)
{
	if (x86_on_vmx())
		return x86_vmx_is_readable(vcpu) ? X86_READABLE : 0;
	/* What lies behind a vCPU of another kind may look like an address. */
	if (!boot_cpu_has(X86_FEATURE_SVM))
		return 0;
	return x86_svm_is_readable(vcpu) ? X86_READABLE : 0;
}
NOKPROBE_SYMBOL(arch_vcpu_facts);
