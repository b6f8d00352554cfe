/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * lookup.h - which record is a vCPU's, and which vCPU a thread runs: inlined into
 * the per-exit path.
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

/* The record whose vCPU had the last slow event on this CPU. Never NULL. */
DECLARE_PER_CPU(struct record *, record_recent);

/**
 * record_at_hand() - is the record of @vcpu at hand?
 * @vcpu: only a guess: an address that may be no vCPU's. It is not looked at
 * @rec: is set to the record, if it is
 *
 * It is at hand if the last slow event on this CPU was of @vcpu, and no control was
 * written since.
 *
 * Context: handler, preemption off, in the vCPU's thread; takes no lock.
 * Return: true if it is. False means that the slow path has to find out, not that
 * there is none.
 */
static __always_inline bool record_at_hand(const struct kvm_vcpu *vcpu,
					   struct record **rec)
{
	*rec = READ_ONCE(*arch_this_cpu_ptr(record_recent));
	return likely(READ_ONCE((*rec)->quick) == vcpu);
}

/**
 * record_enter_thread() - @rec's vCPU exits in the current thread
 * @rec: its record
 *
 * It comes before all else that is done about the exit.
 *
 * Context: handler, preemption off, in the vCPU's thread; takes `lock`.
 */
void record_enter_thread(struct record *rec);

/**
 * record_is_in_thread() - did @rec's vCPU exit in the current thread last?
 * @rec: its record
 *
 * Context: handler, preemption off.
 * Return: true if it did, and no other vCPU has exited in this thread since.
 */
static __always_inline bool record_is_in_thread(const struct record *rec)
{
	/* A thread that ended may have been where this one is. */
	return READ_ONCE(rec->task) == current &&
	       READ_ONCE(rec->tid) == task_pid_nr(current);
}

/**
 * record_runs_here() - does the current thread run @rec's vCPU?
 * @rec: a record, which may be of no vCPU
 *
 * It does if it exited here, and has not returned since. Nobody but this thread
 * makes it so: it stays so until the thread says that KVM_RUN has returned.
 *
 * Context: handler, preemption off.
 * Return: true if an exit of it in this KVM_RUN was seen.
 */
static __always_inline bool record_runs_here(const struct record *rec)
{
	if (READ_ONCE(rec->seen_exits) == READ_ONCE(rec->run_exits))
		return false;
	/* Pairs with record_enter_thread(): in another thread it exits only after that. */
	smp_rmb();
	return record_is_in_thread(rec);
}

/**
 * record_here() - record_of_thread() if its vCPU had the last slow event on this CPU
 *
 * Context: handler, preemption off; takes no lock.
 * Return: the record; NULL if it has to be looked up.
 */
static __always_inline struct record *record_here(void)
{
	struct record *rec = READ_ONCE(*arch_this_cpu_ptr(record_recent));

	return likely(record_runs_here(rec)) ? rec : NULL;
}

/**
 * record_of_thread() - the record of the vCPU that the current thread runs
 *
 * Context: handler, preemption off; takes no lock.
 * Return: the record; NULL if no exit of it was seen in this KVM_RUN.
 */
static __always_inline struct record *record_of_thread(void)
{
	struct record *rec = ptrmap_find(&registry.by_task, current);

	return rec && record_runs_here(rec) ? rec : NULL;
}

/**
 * record_held_by_thread() - record_of_thread() in a KVM_RUN in which no exit was seen yet
 *
 * Context: handler, preemption off, in KVM_RUN; takes `lock`.
 * Return: the record; NULL if another vCPU exited in this thread last, or if
 * the vCPU is not to be counted.
 */
struct record *record_held_by_thread(void);

/**
 * record_left_out_here() - does the current thread run a vCPU that is not to be counted?
 *
 * Context: handler, preemption off, in KVM_RUN; takes no lock.
 * Return: true if it does. False says nothing.
 */
bool record_left_out_here(void);

/**
 * record_expect() - after a slow event: let the next ones be fast
 * @rec: the record
 * @vcpu: its vCPU
 *
 * An exit is the next after the last one seen if KVM has counted one more. That also
 * says that it is of the vCPU that the record was made for: another one at its
 * address would count from the start. While an exit is open, the next one is fast only
 * if the open one is plain.
 *
 * Context: handler, preemption off, in the vCPU's thread; takes no lock.
 */
static __always_inline void record_expect(struct record *rec,
					  const struct kvm_vcpu *vcpu)
{
	bool fast = !rec->frame.open && arch_exit_is_fast(rec->facts);

	/* While an exit is open, look closer: KVM may give the next one the same number. */
	rec->next_exit = fast ? rec->seen_exits + 1 : LOOK_CLOSER;
	if (!rec->frame.open)
		arch_stats_read(&rec->frame.stats, vcpu);
	raw_cpu_write(record_recent, rec);
}

#endif
