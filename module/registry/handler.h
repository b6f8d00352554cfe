/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * handler.h - what probe handlers call, with preemption off: nothing may sleep.
 */
#ifndef KVMTRAP_REGISTRY_HANDLER_H
#define KVMTRAP_REGISTRY_HANDLER_H

#include <linux/types.h>

#include "lookup.h"

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
 * record_make() - the record of a vCPU that has none, and has exited
 * @vcpu: the vCPU that the current thread runs, or that ends
 * @at_exit: this event is itself an exit of it, not accounted for yet
 * @ends: KVM destroys it, in whichever thread
 *
 * A record that is left at its address is retired first: it is of a vCPU whose
 * end was not seen.
 *
 * Context: handler, preemption off; takes `lock`.
 * Return: the record, or NULL when there is none for it.
 */
struct record *record_make(struct kvm_vcpu *vcpu, bool at_exit, bool ends);

/**
 * record_reset() - act on a reset: zero what @rec has counted
 * @rec: the record of the vCPU, with PENDING_RESET
 *
 * This is the first half of what is done at the first event after a control was
 * written; record_resync() is the second. What the last exit still has to add
 * comes between them.
 *
 * Context: handler, preemption off, where nobody else writes to @rec; takes
 * `lock`.
 */
void record_reset(struct record *rec);

/**
 * record_resync() - act on a pause or a filter: skip what is not to be counted
 * @rec: the record of @vcpu
 * @vcpu: the vCPU that the current thread runs
 * @at_exit: this event is itself an exit of it, not accounted for yet
 *
 * This is the second half; see record_reset(). It does nothing unless
 * PENDING_WAS_OFF is set.
 *
 * Context: handler, preemption off; takes `lock`.
 */
void record_resync(struct record *rec, const struct kvm_vcpu *vcpu,
		   bool at_exit);

/**
 * record_retire() - KVM destroys @rec's vCPU
 * @rec: its record, which no longer belongs to the vCPU's address
 *
 * Context: handler, preemption off; takes `lock`. Work that may sleep, and that
 * runs later, moves what it has counted.
 */
void record_retire(struct record *rec);

/**
 * unattributed_is_off() - is what vCPUs without a record do not to be counted?
 *
 * Context: handler, preemption off, in the vCPU's thread; takes no lock.
 * Return: true during a pause, or if a filter leaves out the current process.
 * Of a VM without a record no number is known: so any filter for one does.
 */
bool unattributed_is_off(void);

/**
 * unattributed_counts() - is an exit of a vCPU without a record to be counted now?
 * @era: is set: how often a pause or a filter has begun or ended
 *
 * Context: handler, preemption off, in the vCPU's thread; takes no lock.
 * Return: !unattributed_is_off().
 */
bool unattributed_counts(u32 *era);

/**
 * unattributed_era_is_over() - do exits of @era no longer count?
 * @era: of unattributed_counts() at the exit, which is open since
 *
 * As with a record: what is open when a pause or a filter begins counts later, unless a
 * reset follows.
 *
 * Context: handler, preemption off; takes no lock.
 * Return: true if one followed.
 */
bool unattributed_era_is_over(u32 era);

/**
 * created_seen() - KVM has created @vcpu
 * @vcpu: the vCPU, made by the current thread
 *
 * It is noted (created.h), if there is room. What is left at its address, of a
 * vCPU whose end was not seen, is retired.
 *
 * Context: handler, preemption off; takes `lock`.
 */
void created_seen(const struct kvm_vcpu *vcpu);

/**
 * created_gone() - KVM destroys @vcpu, which has no record
 * @vcpu: the vCPU; what was noted of it is dropped
 *
 * Context: handler, preemption off; takes `lock`.
 */
void created_gone(const struct kvm_vcpu *vcpu);

/**
 * created_is_noted() - was @vcpu seen to be created?
 * @vcpu: a vCPU without a record, whose creation or end does not run at the same time
 *
 * Context: handler, preemption off; takes no lock.
 * Return: true if there is a note of it.
 */
bool created_is_noted(const struct kvm_vcpu *vcpu);

/**
 * created_is_whole() - was @vcpu's whole life so far to be counted?
 * @vcpu: a vCPU without a record
 *
 * Context: handler, preemption off; takes `lock`.
 * Return: true if it was seen to be created, and all since was to be counted.
 */
bool created_is_whole(const struct kvm_vcpu *vcpu);

/**
 * created_run() - KVM_RUN of a vCPU that has not exited yet
 * @vcpu: the vCPU
 * @why: below 0: KVM_RUN begins; else it returns, for this enum kvmtrap_return
 *
 * Context: handler, preemption off; takes `lock`.
 * Return: false if KVM was not seen to create @vcpu.
 */
bool created_run(const struct kvm_vcpu *vcpu, int why);

/**
 * created_return() - KVM_RUN of a vCPU without a record returns
 * @why: why it returns
 * @exited: is set to the vCPU if KVM has counted an exit of it. Then it has to get a record, and
 *	    nothing is noted; else it is NULL
 *
 * Nothing leads to the vCPU but that the current thread holds it.
 *
 * Of a process that has created more than 512 vCPUs, which have not exited yet, it may not
 * be found.
 *
 * Context: handler, preemption off; takes `lock` if it is noted.
 * Return: false if it is not noted.
 */
bool created_return(enum kvmtrap_return why, struct kvm_vcpu **exited);

/**
 * registry_unattributed() - counters for what no record could be had for
 *
 * Context: handler, preemption off: they are this CPU's own.
 * Return: the counters, never NULL.
 */
struct counters *registry_unattributed(void);

#endif
