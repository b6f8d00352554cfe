/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * access.h - what became of a fault or of port IO on x86, by what KVM counts and maps.
 */
#ifndef KVMTRAP_X86_ACCESS_H
#define KVMTRAP_X86_ACCESS_H

#include <linux/kvm_host.h>

#include "decode.h"
#include "vcpu.h"

/* Of a bare exit all is read but what hot needs: KVM's counts tell nothing without its reason. */
#define ARCH_PLAIN_IS_BARE	0

/**
 * arch_plain_is_bare() - can a plain exit do without what only hot wants to know?
 * @reason: of the exit, as far as is known
 *
 * Whose port it is follows from what KVM did. Which port it is takes a VMREAD on VMX, and
 * only hot wants to know. If hot is switched on while the exit is handled, it has no row for
 * this one.
 *
 * Context: any.
 * Return: true if it can.
 */
static __always_inline bool arch_plain_is_bare(enum kvmtrap_reason reason)
{
	return x86_on_vmx() && x86_is_port(reason);
}

/*
 * The clock may be a call, and so is x86_plain_outcome(). The callback itself does
 * without: that way it needs no frame.
 */
#define ARCH_FAST_CALLS		1

/**
 * arch_exit_is_fast() - can arch_exit_read_fast() read exits?
 * @facts: arch_vcpu_facts()
 *
 * Context: any.
 * Return: true if it can.
 */
static __always_inline bool arch_exit_is_fast(u64 facts)
{
	return facts;
}

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
	s->mmio = vcpu->stat.mmio_exits;
#ifdef KVMTRAP_HAVE_PF_STATS
	s->taken = vcpu->stat.pf_taken;
	s->emulated = vcpu->stat.pf_emulate;
	s->devices = vcpu->stat.pf_mmio_spte_created;
	s->guest = vcpu->stat.pf_guest;
#endif
}

/**
 * arch_exit_open() - read what only matters of an exit that is looked at again
 * @x: the exit, which is read
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
}

/**
 * arch_exit_is_plain() - can KVM's counts tell soon what the exit was?
 * @reason: of the exit, for which arch_needs_outcome() is true
 * @detail: arch_exit_detail()
 * @vcpu: the vCPU that has exited
 * @facts: arch_vcpu_facts()
 *
 * Context: handler at an exit, preemption off.
 * Return: true if arch_plain_outcome() mostly settles it.
 */
static __always_inline bool arch_exit_is_plain(enum kvmtrap_reason reason, u64 detail,
					       const struct kvm_vcpu *vcpu, u64 facts)
{
	return !x86_is_elsewhere(vcpu);
}

/* Somebody may clear KVM's statistics: a count that is smaller and not 0 went up. */
static __always_inline bool x86_went_up(u64 before, u64 now)
{
	return now > before || (now && now < before);
}

/*
 * Has the guest got a page fault, and for the page of @x? An instruction may access two: so the one
 * of the other page leaves the access to this one what it was. Until KVM injects the exception, its
 * address may not be in CR2.
 */
static __always_inline bool x86_is_left_to_guest(const struct arch_exit *x,
						 const struct arch_stats *before,
						 const struct kvm_vcpu *vcpu)
{
#ifdef KVMTRAP_HAVE_PF_STATS
	u64 address = vcpu->arch.exception.has_payload ? vcpu->arch.exception.payload :
							 vcpu->arch.cr2;

	return x86_went_up(before->guest, vcpu->stat.pf_guest) &&
	       address >> PAGE_SHIFT == x->address >> PAGE_SHIFT;
#else
	return false;
#endif
}

/* Fill what KVM's counts tell. */
static __always_inline void x86_outcome_read(struct x86_outcome *o,
					     const struct arch_exit *x,
					     const struct arch_stats *before,
					     const struct kvm_vcpu *vcpu)
{
	o->mmio = x86_went_up(before->mmio, vcpu->stat.mmio_exits);
	o->guest = x86_is_left_to_guest(x, before, vcpu);
#ifdef KVMTRAP_HAVE_PF_STATS
	o->has_stats = true;
	o->taken = x86_went_up(before->taken, vcpu->stat.pf_taken);
	/* If somebody has cleared it, the memslots tell. */
	o->emulated = vcpu->stat.pf_emulate != before->emulated;
	o->device = x86_went_up(before->devices, vcpu->stat.pf_mmio_spte_created);
#else
	o->has_stats = false;
	o->taken = false;
	o->emulated = false;
	o->device = false;
#endif
}

/**
 * x86_outside_slots() - does no memslot of the VMM's take such an access?
 * @vcpu: the vCPU
 * @reason: of the fault, by which hardware told it
 * @x: the exit
 *
 * Context: handler, preemption off; reads KVM's memslots under its SRCU.
 * Return: true if none does; false for the address of a nested guest's fault, which is
 * not one of the slots.
 */
bool x86_outside_slots(struct kvm_vcpu *vcpu, enum kvmtrap_reason reason,
		       const struct arch_exit *x);

/**
 * x86_plain_outcome() - arch_plain_outcome() of faults that take a closer look
 * @reason: as the code tells
 * @x: the exit
 * @before: KVM's counts before it
 * @vcpu: the vCPU
 *
 * It is a call, so that callers whose fault is settled without it put nothing on the stack.
 *
 * Context: handler, preemption off, when the exit has been handled.
 * Return: the reason.
 */
enum kvmtrap_reason x86_plain_outcome(enum kvmtrap_reason reason,
				      const struct arch_exit *x,
				      const struct arch_stats *before,
				      const struct kvm_vcpu *vcpu);

/**
 * arch_plain_outcome() - the final reason of a plain exit after which KVM went on
 * @reason: as the code tells; is set to it
 * @x: the exit
 * @before: KVM's counts before it
 * @vcpu: the vCPU
 * @fresh: is set if @before has KVM's counts of now, but for those of faults taken and left
 * @calls: a constant: false to do only what needs no call
 *
 * Context: handler, preemption off, when the exit has been handled.
 * Return: false if it has to be called with @calls.
 */
static __always_inline bool
arch_plain_outcome(enum kvmtrap_reason *reason, const struct arch_exit *x,
		   const struct arch_stats *before, const struct kvm_vcpu *vcpu,
		   bool *fresh, bool calls)
{
	*fresh = false;
	if (x86_is_port(*reason)) {
		*reason = KVMTRAP_R_PIO_KERNEL;
		return true;
	}
#ifdef KVMTRAP_HAVE_PF_STATS
	/* Memory, and nothing else went up; or a page that is marked as a device's. */
	if (likely(vcpu->stat.mmio_exits == before->mmio)) {
		if ((x->detail & (FAULT_RESERVED | FAULT_FETCH)) == FAULT_RESERVED &&
		    vcpu->stat.pf_taken == before->taken &&
		    vcpu->stat.pf_guest == before->guest) {
			*reason = KVMTRAP_R_MMIO_KERNEL;
			return true;
		}
		if (likely(!(x->detail & FAULT_RESERVED) &&
			   vcpu->stat.pf_emulate == before->emulated &&
			   vcpu->stat.pf_mmio_spte_created == before->devices)) {
			*fresh = true;
			return true;
		}
	}
#endif
	if (!calls)
		return false;
	*reason = x86_plain_outcome(*reason, x, before, vcpu);
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
	if (x86_is_port(*reason)) {
		*reason = KVMTRAP_R_PIO_USER;
		return exit_reason == KVM_EXIT_IO;
	}
	*reason = KVMTRAP_R_MMIO_USER;
	return exit_reason == KVM_EXIT_MMIO &&
	       x86_went_up(before->mmio, vcpu->stat.mmio_exits);
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
	return reason == KVMTRAP_R_PIO_USER ? KVM_EXIT_IO : KVM_EXIT_MMIO;
}

/**
 * arch_plain_opens() - a plain exit begins to be handled
 * @before: is to have KVM's counts
 * @vcpu: the vCPU
 * @reason: of the exit, as far as is known
 * @fresh: it has KVM's counts of now, but for those of faults taken and left
 *
 * Context: handler at an exit, preemption off.
 */
static __always_inline void arch_plain_opens(struct arch_stats *before,
					     const struct kvm_vcpu *vcpu,
					     enum kvmtrap_reason reason, bool fresh)
{
	/* They tell nothing of port IO. */
	if (x86_is_port(reason))
		return;
#ifdef KVMTRAP_HAVE_PF_STATS
	if (fresh) {
		before->taken = vcpu->stat.pf_taken;
		before->guest = vcpu->stat.pf_guest;
		return;
	}
#endif
	arch_stats_read(before, vcpu);
}

/**
 * arch_plain_read() - read of a plain exit what arch_exit_read_fast() has not
 * @x: is filled, but for what only the trace tells
 * @vcpu: the vCPU that has exited
 * @reason: of the exit, as far as is known
 * @detail: as arch_exit_read_fast() has set it
 * @code: what the probe was told
 * @facts: arch_vcpu_facts()
 * @bare: nobody needs more of it than its reason
 *
 * Context: handler at an exit, preemption off.
 */
static __always_inline void arch_plain_read(struct arch_exit *x,
					    const struct kvm_vcpu *vcpu,
					    enum kvmtrap_reason reason, u64 detail,
					    u32 code, u64 facts, bool bare)
{
	if (x86_on_vmx()) {
		x->detail = bare ? 0 : x86_vmx_read_detail(reason);
		x->address = x86_vmx_read_address(reason);
	} else {
		x->detail = detail;
		x->address = x86_svm_vmcb(vcpu)->control.exit_info_2;
	}
	x->nested = false;
	x->smm = false;
}

/**
 * arch_plain_ends() - nothing on x86: arch_plain_opens() reads KVM's counts for the next one
 * @before: KVM's counts
 * @vcpu: the vCPU
 * @reason: of the one that ends
 *
 * Context: handler, preemption off, when the exit has been handled.
 */
static __always_inline void arch_plain_ends(struct arch_stats *before,
					    const struct kvm_vcpu *vcpu,
					    enum kvmtrap_reason reason)
{
}

/**
 * arch_exit_settle() - the final reason of one that arch_needs_outcome()
 * @reason: as arch_exit_read() found it
 * @x: the exit
 * @before: as arch_exit_open() found it
 * @vcpu: the vCPU
 * @ret: what KVM_RUN returned; above 0 it goes on; or KVMTRAP_RETVAL_UNSEEN
 *
 * Context: handler, preemption off, when the exit has been handled.
 * Return: the reason.
 */
static __always_inline enum kvmtrap_reason
arch_exit_settle(enum kvmtrap_reason reason, const struct arch_exit *x,
		 const struct arch_stats *before, struct kvm_vcpu *vcpu, int ret)
{
	struct x86_outcome o;

	x86_outcome_read(&o, x, before, vcpu);
	o.ret = ret;
	o.exit_reason = READ_ONCE(vcpu->run->exit_reason);
	o.outside = x86_outside_slots(vcpu, reason, x);
	o.nested = x->nested;
	return x86_settle(reason, x->detail, &o);
}

#endif
