// SPDX-License-Identifier: GPL-2.0-only
/*
 * access.c - see access.h.
 *
 * KVM's inline __gfn_to_memslot() notes in KVM's memory which slot it found last, as
 * KVM itself does.
 */
#include <linux/kprobes.h>

#include "access.h"

/*
 * Where KVM shadows the guest's page tables the address of a fault is a virtual one. KVM
 * notes that it leads to no slot, until the guest may have changed its tables, or the VMM
 * its slots. While the guest has paging off, KVM may note the physical address alone, which
 * then is the same. It matters on 5.10, and where somebody has cleared KVM's count of MMIO
 * exits. 5.10 notes the generation of the slots outside of SMM, in SMM as well. An SMI that
 * comes before the look leaves the note: in SMM paging is off at first, and
 * kvm_mmu_sync_roots() then clears nothing.
 */
static __always_inline bool x86_noted_outside(const struct kvm_vcpu *vcpu,
					      const struct arch_exit *x)
{
	u64 generation = kvm_memslots(vcpu->kvm)->generation;

	if (vcpu->arch.mmio_gen != generation)
		return false;
	if (!vcpu->arch.mmio_gva && !(vcpu->arch.cr0 & X86_CR0_PG))
		return vcpu->arch.mmio_gfn == x->address >> PAGE_SHIFT;
	return vcpu->arch.mmio_gva && vcpu->arch.mmio_gva == (x->address & PAGE_MASK);
}

/*
 * The page of the APIC is in a slot of KVM's own. KVM emulates accesses to it; 5.10 maps it, as it
 * maps memory, and then has the CPU tell of accesses.
 */
static __always_inline bool x86_emulates_slot(const struct kvm_memory_slot *slot)
{
#ifdef KVMTRAP_APIC_PAGE_UNMAPPED
	return slot->id == APIC_ACCESS_PAGE_PRIVATE_MEMSLOT;
#else
	return false;
#endif
}

/*
 * While a slot is being deleted (KVM_MEMSLOT_INVALID) KVM lets the guest repeat each access to it.
 * Two more slots are of KVM's own, and are memory: a page table and a TSS, for an Intel CPU that
 * cannot enter a guest in real mode. In SMM the guest has other slots, and an SMI may have come
 * since the exit: so those are looked at that it had then.
 */
static __always_inline bool x86_no_slot_takes(const struct kvm_vcpu *vcpu,
					      const struct arch_exit *x)
{
	struct kvm_memory_slot *slot = __gfn_to_memslot(__kvm_memslots(vcpu->kvm, x->smm),
							x->address >> PAGE_SHIFT);

	return !slot || x86_emulates_slot(slot) ||
	       (x->detail & FAULT_WRITE && slot->flags & KVM_MEM_READONLY);
}

bool x86_outside_slots(struct kvm_vcpu *vcpu, enum kvmtrap_reason reason,
		       const struct arch_exit *x)
{
	struct kvm *kvm = vcpu->kvm;
	bool outside;
	int idx;

	if (x->nested)
		return false;
	idx = srcu_read_lock(&kvm->srcu);
	outside = reason == KVMTRAP_SVM_PF_EXCP ? x86_noted_outside(vcpu, x) :
						  x86_no_slot_takes(vcpu, x);
	srcu_read_unlock(&kvm->srcu, idx);
	return outside;
}
NOKPROBE_SYMBOL(x86_outside_slots);

enum kvmtrap_reason x86_plain_outcome(enum kvmtrap_reason reason,
				      const struct arch_exit *x,
				      const struct arch_stats *before,
				      const struct kvm_vcpu *vcpu)
{
	struct x86_outcome o;

	x86_outcome_read(&o, x, before, vcpu);
	/* That of a guest's guest is not plain. */
	o.nested = false;
	if (!x86_settle_early(&reason, x->detail, &o) &&
	    x86_outside_slots((struct kvm_vcpu *)vcpu, reason, x))
		return KVMTRAP_R_MMIO_KERNEL;
	return reason;
}
NOKPROBE_SYMBOL(x86_plain_outcome);
