// SPDX-License-Identifier: GPL-2.0-only
/*
 * svm.c - see svm.h.
 */
#include <linux/kprobes.h>
#include <linux/mm.h>
#include <linux/uaccess.h>

#include "svm.h"
#include "vcpu.h"

/* Read a member of the VMCB at @vmcb, which may be none. */
#define PEEK(to, vmcb, member)						\
	copy_from_kernel_nofault(&(to), (const void *)(vmcb) +		\
				 offsetof(struct vmcb, member), sizeof(to))

/*
 * On 5.10 and 6.1 KVM may have carried out the instruction by now: a write of the x2APIC's
 * ICR. Then the guest's RIP is behind it.
 */
static bool x86_svm_same_rip(const struct kvm_vcpu *vcpu, const void *vmcb)
{
	u64 rip, next;

	if (PEEK(rip, vmcb, save.rip) || PEEK(next, vmcb, control.next_rip))
		return false;
	/* A CPU that does not tell the next RIP has 0 there. */
	return rip == x86_rip(vcpu) || (next && next == x86_rip(vcpu));
}
NOKPROBE_SYMBOL(x86_svm_same_rip);

static bool x86_svm_same_registers(const struct kvm_vcpu *vcpu, const void *vmcb)
{
	u64 rax, rsp, cr2;

	if (PEEK(rax, vmcb, save.rax) || PEEK(rsp, vmcb, save.rsp) ||
	    PEEK(cr2, vmcb, save.cr2))
		return false;
	return rax == vcpu->arch.regs[VCPU_REGS_RAX] &&
	       rsp == vcpu->arch.regs[VCPU_REGS_RSP] &&
	       cr2 == vcpu->arch.cr2 && x86_svm_same_rip(vcpu, vmcb);
}
NOKPROBE_SYMBOL(x86_svm_same_registers);

bool x86_svm_is_readable(const struct kvm_vcpu *vcpu)
{
	unsigned long vmcb;

	if (copy_from_kernel_nofault(&vmcb, vcpu + 1, sizeof(vmcb)) ||
	    !vmcb || !PAGE_ALIGNED(vmcb) || !virt_addr_valid((void *)vmcb))
		return false;
#ifdef KVMTRAP_HAVE_PROTECTED_STATE
	if (vcpu->arch.guest_state_protected)
		return true;
#endif
	return x86_svm_same_registers(vcpu, (const void *)vmcb);
}
NOKPROBE_SYMBOL(x86_svm_is_readable);
