/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vmx.h - what Intel's VMX tells of an exit.
 *
 * It is in the VMCS, whose format is the CPU's own. At kvm_exit the VMCS of the vCPU that
 * has exited is the current one, and interrupts are off: so VMREAD reads it. A trust domain
 * has no such VMCS: the CPU keeps it to itself, and it is not read. Nor is there one where
 * KVM runs on Hyper-V by an enlightened VMCS: VMREAD fails there, or Hyper-V answers it.
 */
#ifndef KVMTRAP_X86_VMX_H
#define KVMTRAP_X86_VMX_H

#include <linux/kvm_host.h>
#include <asm/asm.h>
#include <asm/vmx.h>

#include "codes.h"

/**
 * x86_vmx_field() - read a field of the VMCS
 * @field: its number
 * @value: is set
 *
 * Outside of VMX operation, as in a crash that has switched it off, VMREAD faults: then
 * the carry flag is still what STC has made it.
 *
 * Context: handler at an exit, interrupts off.
 * Return: false if it could not be read.
 */
static __always_inline bool x86_vmx_field(unsigned long field, u64 *value)
{
	bool failed;

	asm volatile("stc\n"
		     "1:	vmread %[field], %[value]\n"
		     "2:\n"
		     _ASM_EXTABLE(1b, 2b)
		     : [value] "=r" (*value), "=@ccbe" (failed)
		     : [field] "r" (field));
	return likely(!failed);
}

/* Return a field of the VMCS, as x86_vmx_field() reads it; 0 if it could not be read. */
static __always_inline u64 x86_vmx_value(unsigned long field)
{
	u64 value;

	return x86_vmx_field(field, &value) ? value : 0;
}

/**
 * x86_vmx_is_readable() - does VMREAD read of @vcpu's exits?
 * @vcpu: a vCPU that has exited by VMX
 *
 * Context: handler at an exit, interrupts off.
 * Return: true if it does.
 */
static __always_inline bool x86_vmx_is_readable(const struct kvm_vcpu *vcpu)
{
	u64 code;

#if defined(KVMTRAP_HAVE_VM_TYPE) && defined(KVM_X86_TDX_VM)
	if (vcpu->kvm->arch.vm_type == KVM_X86_TDX_VM)
		return false;
#endif
	return x86_vmx_field(VM_EXIT_REASON, &code);
}

/**
 * x86_vmx_reason() - the reason of an exit
 * @reason: is set
 * @code: is set to the exit reason, with its upper bits
 *
 * Context: as x86_vmx_field().
 * Return: false if it could not be read.
 */
static __always_inline bool x86_vmx_reason(enum kvmtrap_reason *reason, u64 *code)
{
	u64 intr;

	if (!x86_vmx_field(VM_EXIT_REASON, code))
		return false;
	*reason = x86_vmx_decode(*code);
	if (unlikely(*reason == KVMTRAP_VMX_EXCEPTION_NMI)) {
		if (!x86_vmx_field(VM_EXIT_INTR_INFO, &intr))
			return false;
		*reason = x86_vmx_exception(intr);
	}
	return true;
}

/**
 * x86_vmx_read_detail() - arch_exit_detail() of an exit
 * @reason: of the exit
 *
 * Context: as x86_vmx_field().
 * Return: the detail; it is 0 where it could not be read.
 */
static __always_inline u64 x86_vmx_read_detail(enum kvmtrap_reason reason)
{
	if (reason == KVMTRAP_SVM_PF_EXCP)
		return x86_vmx_value(VM_EXIT_INTR_ERROR_CODE);
	return x86_vmx_detail(reason, x86_traits[reason] & X86_QUALIFIED ?
				      x86_vmx_value(EXIT_QUALIFICATION) : 0);
}

/**
 * x86_vmx_read_address() - arch_exit_address() of an exit
 * @reason: of the exit
 *
 * Context: as x86_vmx_field().
 * Return: the address; 0 of what is no fault, or could not be read.
 */
static __always_inline u64 x86_vmx_read_address(enum kvmtrap_reason reason)
{
	switch (reason) {
	case KVMTRAP_VMX_EPT_VIOLATION:
	case KVMTRAP_VMX_EPT_MISCONFIG:
		return x86_vmx_value(GUEST_PHYSICAL_ADDRESS);
	case KVMTRAP_SVM_PF_EXCP:
		return x86_vmx_value(EXIT_QUALIFICATION);
	default:
		return 0;
	}
}

/**
 * x86_vmx_read() - read all of an exit
 * @x: is filled, but for what both vendors have
 * @reason: is set
 *
 * Context: as x86_vmx_field().
 * Return: false if it could not be read.
 */
bool x86_vmx_read(struct arch_exit *x, enum kvmtrap_reason *reason);

#endif
