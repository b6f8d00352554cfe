/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * abort.h - what became of an abort on arm64, by what KVM counts and maps.
 *
 * KVM's inline __gfn_to_memslot() notes in KVM's memory which slot it found
 * last, as KVM itself does.
 */
#ifndef KVMTRAP_ARM64_ABORT_H
#define KVMTRAP_ARM64_ABORT_H

#include <linux/kvm_host.h>
#include <asm/kvm_emulate.h>

#include "decode.h"

/**
 * arm64_stats_read() - read KVM's own count of emulated accesses
 * @s: is filled
 * @vcpu: the vCPU
 *
 * Context: handler, preemption off.
 */
static __always_inline void arm64_stats_read(struct arch_stats *s,
					     const struct kvm_vcpu *vcpu)
{
	s->kernel = vcpu->stat.mmio_exit_kernel;
	s->user = vcpu->stat.mmio_exit_user;
}

/**
 * arch_exit_open() - read what only matters of an exit that is seen again
 * @x: the exit; its PC is set, and whether it is nested
 * @before: is filled for arch_exit_settle()
 * @vcpu: the vCPU
 *
 * Context: handler at an exit, preemption off.
 */
static __always_inline void arch_exit_open(struct arch_exit *x,
					   struct arch_stats *before,
					   const struct kvm_vcpu *vcpu)
{
	arm64_stats_read(before, vcpu);
	x->pc = *vcpu_pc(vcpu);
	/* Now: KVM forgets it when it puts the vCPU. */
	x->nested = vcpu->arch.hw_mmu != &vcpu->kvm->arch.mmu;
}

/**
 * arm64_went_up() - did a count of KVM's go up?
 * @before: what it was
 * @now: what it is; smaller if somebody cleared KVM's statistics in between
 *
 * Context: any.
 * Return: true if it did.
 */
static __always_inline bool arm64_went_up(u64 before, u64 now)
{
	return now > before || (now && now < before);
}

/**
 * arm64_outside_slots() - did an abort hit an address that no memslot holds?
 * @vcpu: the vCPU
 * @x: the exit
 *
 * KVM has nothing to map there.
 *
 * Context: handler, preemption off; reads KVM's memslots under its SRCU.
 * Return: true if it did; false for the address of a nested guest's fault,
 * which is not one of this VM.
 */
static __always_inline bool arm64_outside_slots(struct kvm_vcpu *vcpu,
						const struct arch_exit *x)
{
	struct kvm *kvm = vcpu->kvm;
	struct kvm_memory_slot *slot;
	int idx;
	bool outside;

	if (!FSC_IS_TRANSLATION(ESR_FSC(x->esr)))
		return false;
	/* The address of a nested guest's fault is not one of this VM. */
	if (x->nested)
		return false;

	idx = srcu_read_lock(&kvm->srcu);
	slot = __gfn_to_memslot(kvm_memslots(kvm), x->ipa >> PAGE_SHIFT);
	outside = !slot || slot->flags & KVM_MEMSLOT_INVALID;
	srcu_read_unlock(&kvm->srcu, idx);
	return outside;
}

/**
 * arch_exit_settle() - the final reason of one that arch_needs_outcome()
 * @reason: as arch_exit_read() found it
 * @x: the exit
 * @before: as arch_exit_open() found it
 * @vcpu: the vCPU
 * @ret: what handling it returned, or KVMTRAP_RETVAL_UNSEEN
 *
 * Context: handler, preemption off, when the exit has been handled.
 * Return: the reason.
 */
static __always_inline enum kvmtrap_reason
arch_exit_settle(enum kvmtrap_reason reason, const struct arch_exit *x,
		 const struct arch_stats *before, struct kvm_vcpu *vcpu, int ret)
{
	struct arm64_outcome o;
	struct arch_stats now;

	arm64_stats_read(&now, vcpu);
	o.ret = ret;
	o.exit_reason = READ_ONCE(vcpu->run->exit_reason);
	o.mmio_kernel = arm64_went_up(before->kernel, now.kernel);
	o.mmio_user = arm64_went_up(before->user, now.user);
	o.noslot = !o.mmio_kernel && !o.mmio_user && arm64_outside_slots(vcpu, x);
	o.no_syndrome = !(x->esr & (ESR_ISV | ESR_CM | ESR_S1PTW));
	return arm64_settle(reason, &o);
}

#endif
