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
#include <asm/kvm_pgtable.h>
#include <asm/kvm_emulate.h>

#include "compat.h"
#include "decode.h"

/**
 * arch_stats_read() - read those of KVM's counts that tell what an exit was
 * @s: is filled
 * @vcpu: the vCPU
 *
 * Context: handler, preemption off.
 */
static __always_inline void arch_stats_read(struct arch_stats *s,
					    const struct kvm_vcpu *vcpu)
{
	s->kernel = vcpu->stat.mmio_exit_kernel;
	s->user = vcpu->stat.mmio_exit_user;
}

/**
 * arch_exit_open() - read what only matters of an exit that is looked at again
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
	arch_stats_read(before, vcpu);
	x->pc = *vcpu_pc(vcpu);
	/* Now: KVM forgets it when it puts the vCPU. */
	x->nested = vcpu->arch.hw_mmu != &vcpu->kvm->arch.mmu;
}

/* A plain exit need not be read: KVM's counts alone tell what it was. */
#define ARCH_PLAIN_IS_BARE	1
#define arch_plain_is_bare(reason)	true

/**
 * arch_vcpu_facts() - what has to be known of a vCPU at each exit, and stays
 * @vcpu: the vCPU
 *
 * On arm64 it is the address from which on no abort is plain. For an access beyond the
 * guest's physical addresses KVM injects an abort, and counts no access. It does the
 * same for an access of a protected guest without a valid syndrome. The addresses of
 * a nested guest's faults are not those of the VM's slots. So these two guests have no
 * plain exit.
 *
 * Context: handler, preemption off.
 * Return: the end of the guest's physical addresses; 0 if no exit is plain.
 * While it is 0 it is asked for again at each slow exit.
 */
static __always_inline u64 arch_vcpu_facts(const struct kvm_vcpu *vcpu)
{
	/* It goes with the memory of the VMM, which may end before its VM. */
	const struct kvm_pgtable *pgt = READ_ONCE(vcpu->kvm->arch.mmu.pgt);

#ifdef KVM_ARM_VCPU_HAS_EL2	/* from 6.4 on */
	if (vcpu_has_nv(vcpu))
		return 0;
#endif
	return pgt && !KVMTRAP_KVM_IS_PROTECTED() ? BIT_ULL(pgt->ia_bits) : 0;
}

/**
 * arch_exit_is_fast() - can arch_exit_read_fast() read exits?
 * @facts: arch_vcpu_facts()
 *
 * Context: any.
 * Return: true.
 */
static __always_inline bool arch_exit_is_fast(u64 facts)
{
	return true;
}

/* All that is fast is done without a call, and so without a frame. */
#define ARCH_FAST_CALLS		0

/**
 * arch_exit_is_plain() - if KVM goes on, do its counts tell what the exit was?
 * @reason: of the exit, for which arch_needs_outcome() is true
 * @detail: ESR_EL2
 * @vcpu: the vCPU that has exited
 * @facts: arch_vcpu_facts()
 *
 * kvm_handle_guest_abort() counts each access that it emulates, or leaves to the
 * VMM. Outside the slots it answers otherwise only to an instruction fetch, to the
 * guest's own table walk, and to cache maintenance.
 *
 * Context: handler at an exit, preemption off.
 * Return: true if arch_plain_outcome() settles it.
 */
static __always_inline bool arch_exit_is_plain(enum kvmtrap_reason reason,
					       u64 detail,
					       const struct kvm_vcpu *vcpu,
					       u64 facts)
{
	return reason == KVMTRAP_EC_DABT_LOW && !(detail & (ESR_CM | ESR_S1PTW)) &&
	       kvm_vcpu_get_fault_ipa(vcpu) < facts;
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
 * arch_plain_outcome() - the final reason of a plain exit after which KVM went on
 * @reason: is set to it; before, it need not be set of one that is bare
 * @x: the exit, which need not be set either
 * @before: KVM's counts before it
 * @vcpu: the vCPU
 * @fresh: not set on arm64, where arch_plain_opens() does not need it
 * @calls: a constant: false to do only what needs no call
 *
 * Context: handler, preemption off, when the exit has been handled.
 * Return: true.
 */
static __always_inline bool
arch_plain_outcome(enum kvmtrap_reason *reason, const struct arch_exit *x,
		   const struct arch_stats *before, const struct kvm_vcpu *vcpu,
		   bool *fresh, bool calls)
{
	struct arch_stats now;

	arch_stats_read(&now, vcpu);
	if (now.kernel != before->kernel && arm64_went_up(before->kernel, now.kernel))
		*reason = KVMTRAP_R_MMIO_KERNEL;
	else if (now.user != before->user && arm64_went_up(before->user, now.user))
		*reason = KVMTRAP_R_MMIO_USER;
	else
		*reason = KVMTRAP_EC_DABT_LOW;
	return true;
}

/**
 * arch_plain_returned() - arch_plain_outcome() after which KVM_RUN returned 0
 * @reason: as there
 * @x: as there
 * @before: as there
 * @vcpu: the vCPU
 * @exit_reason: kvm_run.exit_reason, which the VMM may have written
 *
 * Context: as there.
 * Return: false if the exit did not make KVM_RUN return, or that is not sure.
 */
static __always_inline bool
arch_plain_returned(enum kvmtrap_reason *reason, const struct arch_exit *x,
		    const struct arch_stats *before, const struct kvm_vcpu *vcpu,
		    u32 exit_reason)
{
	bool fresh;

	return exit_reason == KVM_EXIT_MMIO &&
	       arch_plain_outcome(reason, x, before, vcpu, &fresh, false) &&
	       *reason == KVMTRAP_R_MMIO_USER;
}

/**
 * arch_plain_exit_reason() - what arch_plain_returned() has found KVM_RUN to return with
 * @reason: the reason that it has set
 *
 * It is not the VMM's word: a CPU that runs ahead of the check may use it as an index.
 *
 * Context: any.
 * Return: a KVM_EXIT_*.
 */
static __always_inline u32 arch_plain_exit_reason(enum kvmtrap_reason reason)
{
	return KVM_EXIT_MMIO;
}

/**
 * arch_plain_opens() - a plain exit begins to be handled
 * @before: is to have KVM's counts
 * @vcpu: the vCPU
 * @reason: of the exit, as far as is known
 * @fresh: not used on arm64
 *
 * On arm64 @before has them: arch_plain_ends() has read them after each exit that
 * changed them.
 *
 * Context: handler at an exit, preemption off.
 */
static __always_inline void arch_plain_opens(struct arch_stats *before,
					     const struct kvm_vcpu *vcpu,
					     enum kvmtrap_reason reason, bool fresh)
{
}

/**
 * arch_plain_ends() - arch_plain_opens() for the next one
 * @before: is to have KVM's counts
 * @vcpu: the vCPU
 * @reason: of the one that ends
 *
 * Context: handler, preemption off, when the exit has been handled.
 */
static __always_inline void arch_plain_ends(struct arch_stats *before,
					    const struct kvm_vcpu *vcpu,
					    enum kvmtrap_reason reason)
{
	if (reason != KVMTRAP_EC_DABT_LOW)
		arch_stats_read(before, vcpu);
}

/**
 * arm64_look_at_slots() - which memslot has the address of an abort?
 * @o: @noslot and @memory are set; KVM's counts are there
 * @vcpu: the vCPU
 * @x: the exit
 *
 * A read-only slot takes no store. The address of a nested guest's fault is not one of
 * this VM: nothing is known of it.
 *
 * Context: handler, preemption off; reads KVM's memslots under its SRCU.
 */
static __always_inline void arm64_look_at_slots(struct arm64_outcome *o,
						struct kvm_vcpu *vcpu,
						const struct arch_exit *x)
{
	struct kvm *kvm = vcpu->kvm;
	struct kvm_memory_slot *slot;
	int idx;

	o->noslot = false;
	o->memory = false;
	if (o->mmio_kernel || o->mmio_user || x->nested)
		return;
	o->memory = true;
	if (!arm64_needs_slot(x->esr))
		return;

	idx = srcu_read_lock(&kvm->srcu);
	slot = __gfn_to_memslot(kvm_memslots(kvm), x->ipa >> PAGE_SHIFT);
	if (!slot || slot->flags & KVM_MEMSLOT_INVALID)
		arm64_set_noslot(o, x->esr);
	else if (slot->flags & KVM_MEM_READONLY)
		o->memory = !(x->esr & ESR_WNR);
	srcu_read_unlock(&kvm->srcu, idx);
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

	arch_stats_read(&now, vcpu);
	o.ret = ret;
	o.exit_reason = READ_ONCE(vcpu->run->exit_reason);
	o.mmio_kernel = arm64_went_up(before->kernel, now.kernel);
	o.mmio_user = arm64_went_up(before->user, now.user);
	arm64_look_at_slots(&o, vcpu, x);
	return arm64_settle(reason, x->esr, &o);
}

#endif
