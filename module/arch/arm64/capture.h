/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * capture.h - what is read from a struct kvm_vcpu at an exit, on arm64.
 *
 * Only through KVM's headers, and only while KVM_RUN holds the vCPU. No function
 * of KVM's is called: what it needs is exported on no kernel, or no longer. Its
 * inline __gfn_to_memslot() notes in KVM's memory which slot it found last, as
 * KVM itself does.
 */
#ifndef KVMTRAP_ARM64_CAPTURE_H
#define KVMTRAP_ARM64_CAPTURE_H

#include <linux/kvm_host.h>
#include <uapi/linux/psci.h>
#include <asm/kvm_asm.h>
#include <asm/kvm_emulate.h>

#include "decode/exit.h"
#include "compat.h"
#include "decode.h"

static_assert(ARM_EXCEPTION_IRQ == EXIT_IRQ);
static_assert(ARM_EXCEPTION_EL1_SERROR == EXIT_EL1_SERROR);
static_assert(ARM_EXCEPTION_TRAP == EXIT_TRAP);
static_assert(ARM_EXCEPTION_IL == EXIT_ILLEGAL_STATE);
static_assert(ARM_EXCEPTION_HYP_GONE == EXIT_HYP_GONE);
static_assert(BIT(ARM_EXIT_WITH_SERROR_BIT) == EXIT_WITH_SERROR);

static __always_inline u64 captured_ipa(const struct kvm_vcpu *vcpu)
{
	return kvm_vcpu_get_fault_ipa(vcpu) |
	       (kvm_vcpu_get_hfar(vcpu) & GENMASK(11, 0));
}

/* Fill @e but for the PC. */
static __always_inline void capture_exit(struct guest_exit *e,
					 const struct kvm_vcpu *vcpu, u32 index)
{
	e->index = index;
	/* For an IRQ the hypervisor does not refresh the syndrome. */
	e->esr = index == EXIT_TRAP ? kvm_vcpu_get_esr(vcpu) : 0;
	e->ec = ESR_EC(e->esr);
	e->reason = likely(index == EXIT_TRAP) ? (enum kvmtrap_reason)e->ec :
						 kvmtrap_decode(index, e->esr);
	e->ipa = kvmtrap_needs_outcome(e->reason) ? captured_ipa(vcpu) : 0;
}

/*
 * Does KVM put the vCPU to sleep for an exit that kvmtrap_may_sleep()? WFI
 * does, WFE only yields (ESR_ELx ISS.TI, bit 0); of the hypercalls PSCI's
 * CPU_SUSPEND and CPU_OFF do.
 */
static __always_inline bool exit_sleeps(enum kvmtrap_reason reason, u64 esr,
					const struct kvm_vcpu *vcpu)
{
	u32 function;

	if (reason == KVMTRAP_EC_WFx)
		return !(esr & 1);
	function = vcpu_get_reg(vcpu, 0);
	/* Most are none of the three: one comparison. */
	if (likely((function & ~PSCI_0_2_64BIT) - PSCI_0_2_FN_CPU_SUSPEND > 1))
		return false;
	return function == PSCI_0_2_FN_CPU_OFF ||
	       function == PSCI_0_2_FN_CPU_SUSPEND ||
	       function == PSCI_0_2_FN64_CPU_SUSPEND;
}

/* Switched off by PSCI or the VMM, so that KVM does not enter the guest. */
static inline bool capture_stopped(const struct kvm_vcpu *vcpu)
{
	return vcpu_is_stopped(vcpu);
}

/* By SMCCC the function of a call. */
static __always_inline u64 capture_x0(const struct kvm_vcpu *vcpu)
{
	return vcpu_get_reg(vcpu, 0);
}

static __always_inline u64 capture_pc(const struct kvm_vcpu *vcpu)
{
	return *vcpu_pc(vcpu);
}

static __always_inline void capture_mmio(struct mmio_stats *s,
					 const struct kvm_vcpu *vcpu)
{
	s->kernel = vcpu->stat.mmio_exit_kernel;
	s->user = vcpu->stat.mmio_exit_user;
}

/* True also if somebody cleared KVM's statistics in between. */
static __always_inline bool went_up(u64 before, u64 now)
{
	return now > before || (now && now < before);
}

/* No memslot holds the address, so that KVM has nothing to map. */
static inline bool outside_slots(struct kvm_vcpu *vcpu,
				 const struct guest_exit *e)
{
	struct kvm *kvm = vcpu->kvm;
	struct kvm_memory_slot *slot;
	int idx;
	bool outside;

	if (!FSC_IS_TRANSLATION(ESR_FSC(e->esr)))
		return false;
	/* The address of a nested guest's fault is not one of this VM. */
	if (vcpu->arch.hw_mmu != &kvm->arch.mmu)
		return false;

	idx = srcu_read_lock(&kvm->srcu);
	slot = __gfn_to_memslot(kvm_memslots(kvm), e->ipa >> PAGE_SHIFT);
	outside = !slot || slot->flags & KVM_MEMSLOT_INVALID;
	srcu_read_unlock(&kvm->srcu, idx);
	return outside;
}

/* What became of the abort @e, once handle_exit has returned @ret. */
static inline void capture_outcome(struct kvmtrap_outcome *o,
				   struct kvm_vcpu *vcpu,
				   const struct guest_exit *e,
				   const struct mmio_stats *before, int ret)
{
	struct mmio_stats now;

	capture_mmio(&now, vcpu);
	o->ret = ret;
	o->exit_reason = READ_ONCE(vcpu->run->exit_reason);
	o->mmio_kernel = went_up(before->kernel, now.kernel);
	o->mmio_user = went_up(before->user, now.user);
	o->noslot = !o->mmio_kernel && !o->mmio_user &&
		    outside_slots(vcpu, e);
	o->no_syndrome = !(e->esr & (ESR_ISV | ESR_CM | ESR_S1PTW));
}

#endif
