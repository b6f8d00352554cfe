/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * svm.h - where KVM keeps what AMD's SVM tells of an exit.
 *
 * It is in the VMCB. KVM's struct vcpu_svm begins with struct kvm_vcpu and a pointer
 * to the VMCB that ran, from 5.10 to 7.3. No header of the kernel's says so: so it is
 * verified for each vCPU before it is believed.
 */
#ifndef KVMTRAP_X86_SVM_H
#define KVMTRAP_X86_SVM_H

#include <linux/kvm_host.h>
#include <asm/svm.h>

#include "codes.h"

/* The second member of struct vcpu_svm. */
static __always_inline const struct vmcb *x86_svm_vmcb(const struct kvm_vcpu *vcpu)
{
	return *(const struct vmcb *const *)(vcpu + 1);
}

/**
 * x86_svm_is_readable() - is a VMCB where it should be?
 * @vcpu: a vCPU that has exited by SVM
 *
 * It is if what lies there has the guest's registers as KVM has them. A guest whose
 * state is encrypted keeps its registers to itself: then only the pointer is looked
 * at. Nothing is followed that may be no memory.
 *
 * Context: handler, preemption off.
 * Return: true if it is.
 */
bool x86_svm_is_readable(const struct kvm_vcpu *vcpu);

/**
 * x86_svm_read() - read all of an exit
 * @x: is filled, but for what both vendors have
 * @vcpu: the vCPU, for which x86_svm_is_readable() is true
 *
 * Context: handler at an exit, preemption off.
 * Return: the reason, as far as is known by then.
 */
static __always_inline enum kvmtrap_reason x86_svm_read(struct arch_exit *x,
							const struct kvm_vcpu *vcpu)
{
	const struct vmcb *vmcb = x86_svm_vmcb(vcpu);

	x->code = vmcb->control.exit_code;
	x->info1 = vmcb->control.exit_info_1;
	x->info2 = vmcb->control.exit_info_2;
	x->detail = x->info1;
	x->address = x->info2;
	x->pc = vmcb->save.rip;
	return x86_svm_decode(x->code);
}

#endif
