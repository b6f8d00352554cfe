/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vcpu.h - what is read from a struct kvm_vcpu at an exit, on x86.
 *
 * It is read only through KVM's headers, but for what the vendors keep (svm.h, vmx.h), and
 * only while KVM_RUN holds the vCPU. No function of KVM's is called.
 */
#ifndef KVMTRAP_X86_VCPU_H
#define KVMTRAP_X86_VCPU_H

#include <linux/jump_label.h>
#include <linux/kvm_host.h>

#include "hotkey.h"
#include "svm.h"
#include "vmx.h"

/* What kvm_exit tells besides the vCPU: KVM_ISA_VMX and KVM_ISA_SVM of arch/x86/kvm/trace.h. */
#define ISA_VMX		1u
#define ISA_SVM		2u

/* Whose CPU is it? Set at load. */
DECLARE_STATIC_KEY_FALSE(x86_vmx_key);

/**
 * x86_vcpu_init() - find out whose CPU it is
 *
 * Context: process, may sleep, before the probes.
 */
void x86_vcpu_init(void);

/* Is it Intel's? A branch that is patched, nothing is read. */
static __always_inline bool x86_on_vmx(void)
{
	return static_branch_unlikely(&x86_vmx_key);
}

/**
 * arch_exit_begins() - before all else that is done about an exit on the slow path
 *
 * Does kvm_exit fire before KVM counts the exit? It does where it fires with interrupts off:
 * on VMX always, on SVM since "KVM: SVM: Invoke trace_kvm_exit() for fastpath VM-Exits", after
 * 6.1. Vendors take such changes to older kernels: so this looks at the interrupts, and not at
 * the version. The first exit that is seen is slow: so it is known before any fast one.
 *
 * Context: handler at an exit, preemption off, as KVM has called it.
 */
static __always_inline void arch_exit_begins(void)
{
	u64 uncounted = irqs_disabled();

	if (unlikely(READ_ONCE(x86_uncounted) != uncounted))
		WRITE_ONCE(x86_uncounted, uncounted);
}

/**
 * arch_stat_exits() - how many exits of @vcpu KVM has counted
 * @vcpu: the vCPU
 * @at_exit: called where exits are seen: include the exit that is seen now
 *
 * Context: handler, preemption off.
 * Return: KVM's count, which somebody may have cleared.
 */
static __always_inline u64 arch_stat_exits(const struct kvm_vcpu *vcpu, bool at_exit)
{
	return vcpu->stat.exits + (at_exit ? READ_ONCE(x86_uncounted) : 0);
}

/* Where the guest is. */
static __always_inline u64 x86_rip(const struct kvm_vcpu *vcpu)
{
#ifdef KVMTRAP_RIP_IS_REG
	return vcpu->arch.regs[VCPU_REGS_RIP];
#else
	return vcpu->arch.rip;
#endif
}

/* Was the guest of a guest running? */
static __always_inline bool x86_is_nested(const struct kvm_vcpu *vcpu)
{
	return vcpu->arch.hflags & HF_GUEST_MASK;
}

/* Was the guest in SMM? */
static __always_inline bool x86_in_smm(const struct kvm_vcpu *vcpu)
{
	return kvm_arch_vcpu_memslots_id((struct kvm_vcpu *)vcpu);
}

/* Without CONFIG_KVM_SMM, which is of 6.2, newer kernels have no SMM. */
#ifdef HF_SMM_MASK
#define HF_ELSEWHERE	(HF_GUEST_MASK | HF_SMM_MASK)
#else
#define HF_ELSEWHERE	HF_GUEST_MASK
#endif

/*
 * Either of them, by one test: the slow path is for these. It counts nested, and knows that in
 * SMM there are other memslots.
 */
static __always_inline bool x86_is_elsewhere(const struct kvm_vcpu *vcpu)
{
	return vcpu->arch.hflags & HF_ELSEWHERE;
}

/* The one thing that is to be known of a vCPU. */
#define X86_READABLE	1u

/**
 * arch_vcpu_facts() - what has to be known of a vCPU at each exit, and stays
 * @vcpu: the vCPU
 *
 * Context: handler, preemption off.
 * Return: X86_READABLE if its exits can be read without another look; 0 if not yet.
 */
u64 arch_vcpu_facts(const struct kvm_vcpu *vcpu);

/**
 * arch_exit_read() - read an exit before KVM handles it
 * @x: is filled
 * @vcpu: the vCPU that has exited
 * @code: what the probe was told: whose exit it is
 * @facts: of the vCPU
 *
 * Context: handler at an exit, preemption off.
 * Return: the reason, as far as is known by then.
 */
static __always_inline enum kvmtrap_reason
arch_exit_read(struct arch_exit *x, const struct kvm_vcpu *vcpu, u32 code, u64 facts)
{
	enum kvmtrap_reason reason;

	if (facts || arch_vcpu_facts(vcpu)) {
		x->nested = x86_is_nested(vcpu);
		x->smm = x86_in_smm(vcpu);
		if (!x86_on_vmx() && code == ISA_SVM)
			return x86_svm_read(x, vcpu);
		if (x86_on_vmx() && code == ISA_VMX && x86_vmx_read(x, &reason))
			return reason;
	}
	*x = (struct arch_exit){ .nested = x86_is_nested(vcpu) };
	return KVMTRAP_R_UNREADABLE;
}

/**
 * arch_exit_read_fast() - arch_exit_read() for the most frequent exits
 * @reason: is set
 * @detail: is set to what arch_hot_detail() needs
 * @vcpu: the vCPU that has exited
 * @code: what the probe was told: whose exit it is
 * @facts: of the vCPU, for which arch_exit_is_fast() is true
 *
 * Context: handler at an exit, preemption off.
 * Return: false if the exit is another one.
 */
static __always_inline bool
arch_exit_read_fast(enum kvmtrap_reason *reason, u64 *detail,
		    const struct kvm_vcpu *vcpu, u32 code, u64 facts)
{
	const struct vmcb *vmcb;
	u64 vmx_code;

	if (unlikely(x86_is_elsewhere(vcpu)))
		return false;
	if (x86_on_vmx()) {
		*detail = 0;
		return x86_vmx_reason(reason, &vmx_code);
	}
	vmcb = x86_svm_vmcb(vcpu);
	*reason = x86_svm_decode(vmcb->control.exit_code);
	*detail = vmcb->control.exit_info_1;
	return true;
}

/**
 * arch_hot_detail() - arch_exit_detail() of an exit that was read fast
 * @reason: of the exit
 * @detail: as arch_exit_read_fast() has set it
 *
 * Context: handler at an exit, preemption off.
 * Return: the detail.
 */
static __always_inline u64 arch_hot_detail(enum kvmtrap_reason reason, u64 detail)
{
	return x86_on_vmx() ? x86_vmx_read_detail(reason) : detail;
}

/**
 * arch_exit_halts() - does KVM put the vCPU to sleep for an exit?
 * @reason: of the exit, for which arch_may_halt() is true
 * @detail: of the exit
 * @vcpu: the vCPU
 *
 * Without an APIC of KVM's own it leaves the vCPU to the VMM.
 *
 * Context: handler at an exit, preemption off.
 * Return: true if it does.
 */
static __always_inline bool arch_exit_halts(enum kvmtrap_reason reason, u64 detail,
					    const struct kvm_vcpu *vcpu)
{
	/* That of a guest's guest is mostly for its host to handle. */
	return vcpu->arch.apic && !x86_is_nested(vcpu);
}

/**
 * arch_mp_state_is_off() - does a vCPU in this state wait in KVM_RUN?
 * @state: a KVM_MP_STATE_*
 *
 * Context: any.
 * Return: true if KVM does not enter the guest of one that is in it.
 */
static __always_inline bool arch_mp_state_is_off(u32 state)
{
	return state == KVM_MP_STATE_UNINITIALIZED || state == KVM_MP_STATE_INIT_RECEIVED;
}

/**
 * arch_vcpu_is_off() - does it wait for another one to start it?
 * @vcpu: the vCPU
 *
 * Context: handler, preemption off.
 * Return: true if it does.
 */
static __always_inline bool arch_vcpu_is_off(const struct kvm_vcpu *vcpu)
{
	return arch_mp_state_is_off(READ_ONCE(vcpu->arch.mp_state));
}

/**
 * arch_return_by_exit() - KVM_RUN returned 0: did an exit make it?
 * @run: what the vCPU shares with the VMM
 *
 * Context: handler, preemption off, in the vCPU's thread.
 * Return: true if it was an exit.
 */
static __always_inline bool arch_return_by_exit(const struct kvm_run *run)
{
	return x86_return_by_exit(READ_ONCE(run->exit_reason));
}

/**
 * arch_hot_key() - what exactly an exit trapped on, as a number
 * @kind: arch_hot_kind() of @reason, not HOT_NONE
 * @reason: of the exit, which is settled
 * @detail: arch_exit_detail()
 * @address: arch_exit_address()
 * @vcpu: the vCPU: RAX has the number of a hypercall, RCX that of an MSR
 *
 * Context: handler, preemption off, in the vCPU's thread.
 * Return: the key, never 0.
 */
static __always_inline u64 arch_hot_key(enum hot_kind kind, enum kvmtrap_reason reason,
					u64 detail, u64 address,
					const struct kvm_vcpu *vcpu)
{
	u64 reg = vcpu->arch.regs[kind == HOT_MSR ? VCPU_REGS_RCX : VCPU_REGS_RAX];

	return x86_hot_key(kind, reason, detail, address, reg);
}

#endif
