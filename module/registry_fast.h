/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * registry_fast.h - finding a vCPU's record, inlined into the per-exit path.
 */
#ifndef KVMTRAP_REGISTRY_FAST_H
#define KVMTRAP_REGISTRY_FAST_H

#include <linux/kvm_host.h>
#include <linux/sched.h>

#include "registry_private.h"

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

static __always_inline bool record_in_step(const struct record *rec)
{
	return rec->generation == READ_ONCE(registry.generation);
}

/**
 * record_caught_up() - the record to count in
 * @rec: what is known of @vcpu, or NULL: it is made now
 * @vcpu: the vCPU that the current thread runs
 * @unseen: how many exits of it this very call is about (1 at an exit, or 0)
 *
 * NULL when all records are in use.
 */
static __always_inline struct record *
record_caught_up(struct record *rec, struct kvm_vcpu *vcpu, u64 unseen)
{
	if (unlikely(!rec))
		rec = record_make(vcpu);
	if (rec && unlikely(!record_in_step(rec)))
		record_fall_in_step(rec, vcpu, unseen);
	return rec;
}

static __always_inline struct record *record_of(struct kvm_vcpu *vcpu,
						u64 unseen)
{
	return record_caught_up(record_known(vcpu), vcpu, unseen);
}

/*
 * record_guessed() - the record of @vcpu, a guess as above, or NULL where it
 * takes longer to tell. In step, and not new.
 */
static __always_inline struct record *
record_guessed(const struct kvm_vcpu *vcpu)
{
	struct record *rec = ptrmap_find_quick(&registry.by_vcpu, vcpu);

	return likely(rec && record_in_step(rec)) ? rec : NULL;
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
	return likely(vcpu->stat.exits == rec->seen_exits + 1);
}

/* Is what a vCPU without a record does none of the filters' business? */
static inline bool surplus_is_muted(void)
{
	pid_t only_pid = READ_ONCE(registry.only_pid);

	return READ_ONCE(registry.only_vm) ||
	       (only_pid && only_pid != task_tgid_nr(current));
}

#endif
