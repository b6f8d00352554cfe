/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * lookup.h - finding a vCPU's record, inlined into the per-exit path.
 */
#ifndef KVMTRAP_REGISTRY_LOOKUP_H
#define KVMTRAP_REGISTRY_LOOKUP_H

#include <linux/kvm_host.h>
#include <linux/sched.h>

#include "private.h"

/**
 * record_is_of() - is @vcpu still the vCPU that @rec was made for?
 * @rec: the record at its address
 * @vcpu: a vCPU
 *
 * Addresses are recycled: another vCPU may lie where that one did.
 *
 * Context: handler, preemption off.
 * Return: true if it is.
 */
static __always_inline bool record_is_of(const struct record *rec,
					 const struct kvm_vcpu *vcpu)
{
	return rec->vcpu_id == vcpu->vcpu_id && rec->vm->kvm == vcpu->kvm &&
	       rec->vm->creator == vcpu->kvm->userspace_pid;
}

/**
 * record_known() - the record of a vCPU
 * @vcpu: only a guess: an address that may be no vCPU's. It is looked at only
 *	  if a record says that one is there
 *
 * Context: handler, preemption off, in the vCPU's thread; takes no lock.
 * Return: the record, or NULL if there is none for it.
 */
static __always_inline struct record *
record_known(const struct kvm_vcpu *vcpu)
{
	struct record *rec = ptrmap_find(&registry.by_vcpu, vcpu);

	return rec && likely(record_is_of(rec, vcpu)) ? rec : NULL;
}

/**
 * record_is_last_of_vm() - does the VM end with @rec?
 * @rec: a live record
 *
 * Only vCPUs that have records are considered.
 *
 * Context: handler, preemption off; takes no lock.
 * Return: true if no other record of the VM is live.
 */
static __always_inline bool record_is_last_of_vm(const struct record *rec)
{
	return READ_ONCE(rec->vm->live) == 1;
}

/**
 * record_is_off() - is what @rec's vCPU does now to be left out?
 * @rec: its record
 *
 * Context: handler, preemption off; takes no lock.
 * Return: true during a pause, or if a filter leaves it out.
 */
static __always_inline bool record_is_off(const struct record *rec)
{
	return unlikely(READ_ONCE(rec->pending) & PENDING_OFF);
}

/**
 * record_known_fast() - the record of @vcpu, if nothing is pending of it
 * @vcpu: only a guess: an address that may be no vCPU's. It is not looked at
 *
 * Nothing is pending of a record if no control was written since its last event.
 *
 * Context: handler, preemption off, in the vCPU's thread; takes no lock.
 * Return: the record at its address. NULL means that the slow path has to
 * find out, not that there is none.
 */
static __always_inline struct record *
record_known_fast(const struct kvm_vcpu *vcpu)
{
	struct record *rec = ptrmap_find_quick(&registry.by_vcpu, vcpu);

	return likely(rec && !READ_ONCE(rec->pending)) ? rec : NULL;
}

/**
 * record_is_next() - is this exit of @vcpu the next after the last @rec saw?
 * @rec: the record at its address
 * @vcpu: the vCPU
 *
 * That KVM's count has gone up by one also says that this is the vCPU the
 * record was made for: another one at its address would count from the start.
 *
 * Context: handler at an exit, preemption off.
 * Return: true if it is.
 */
static __always_inline bool record_is_next(const struct record *rec,
					   const struct kvm_vcpu *vcpu)
{
	return likely(arch_stat_exits(vcpu, true) == rec->seen_exits + 1);
}

#endif
