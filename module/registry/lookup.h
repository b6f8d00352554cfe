/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * lookup.h - finding a vCPU's record, inlined into the per-exit path.
 */
#ifndef KVMTRAP_REGISTRY_LOOKUP_H
#define KVMTRAP_REGISTRY_LOOKUP_H

#include <linux/kvm_host.h>
#include <linux/sched.h>

#include "private.h"

/* Addresses are recycled: is this still the vCPU that @rec was made for? */
static __always_inline bool record_is_of(const struct record *rec,
					 const struct kvm_vcpu *vcpu)
{
	return rec->vcpu_id == vcpu->vcpu_id && rec->vm->kvm == vcpu->kvm &&
	       rec->vm->creator == vcpu->kvm->userspace_pid;
}

/**
 * record_known() - the record of @vcpu, or NULL
 * @vcpu: only a guess: an address that may be no vCPU's. It is looked at only
 *	  if a record says that one is there
 */
static __always_inline struct record *
record_known(const struct kvm_vcpu *vcpu)
{
	struct record *rec = ptrmap_find(&registry.by_vcpu, vcpu);

	return rec && likely(record_is_of(rec, vcpu)) ? rec : NULL;
}

/* Does the VM end with @rec, as far as there are records? */
static __always_inline bool record_is_last_of_vm(const struct record *rec)
{
	return READ_ONCE(rec->vm->live) == 1;
}

/* Is what @rec's vCPU does now to be left out? */
static __always_inline bool record_is_off(const struct record *rec)
{
	return unlikely(READ_ONCE(rec->pending) & PENDING_OFF);
}

/**
 * record_known_fast() - the record of @vcpu if nothing was turned since its last
 *			 event
 * @vcpu: only a guess, as above
 *
 * NULL means that the slow path has to tell, not that there is none.
 */
static __always_inline struct record *
record_known_fast(const struct kvm_vcpu *vcpu)
{
	struct record *rec = ptrmap_find_quick(&registry.by_vcpu, vcpu);

	return likely(rec && !READ_ONCE(rec->pending)) ? rec : NULL;
}

/*
 * record_is_next() - is this exit of @vcpu the next after the last one @rec saw?
 *
 * That KVM's count has gone up by one says too that this is the vCPU the
 * record was made for: another one at its address would count from the start.
 */
static __always_inline bool record_is_next(const struct record *rec,
					   const struct kvm_vcpu *vcpu)
{
	return likely(arch_stat_exits(vcpu, true) == rec->seen_exits + 1);
}

#endif
