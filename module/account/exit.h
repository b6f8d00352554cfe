/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * exit.h - what happens at an exit, when KVM has handled it, and when KVM enters
 * the guest again.
 *
 * Called with preemption off. Nothing is allocated. A lock is taken only at a vCPU's
 * first exit, at its first after a control was written or in another thread than
 * before, and at exits of a vCPU without a record. An exit writes one counter, and
 * the number of the last exit seen. @rec is NULL for a vCPU that has no record: what
 * it does is counted, but unattributed.
 */
#ifndef KVMTRAP_ACCOUNT_EXIT_H
#define KVMTRAP_ACCOUNT_EXIT_H

#include <linux/jump_label.h>

#include "registry/handler.h"
#include "trace.h"

DECLARE_STATIC_KEY_FALSE(account_times_key);
DECLARE_STATIC_KEY_FALSE(account_hot_key);

/* One of these, or a listener: counted up by each that is on. */
DECLARE_STATIC_KEY_FALSE(account_more_key);

/**
 * account_times_on() - are times measured?
 *
 * Context: any; a branch that is patched, nothing is read.
 * Return: true if they are.
 */
static __always_inline bool account_times_on(void)
{
	return static_branch_unlikely(&account_times_key);
}

/**
 * account_hot_on() - is it counted what exactly was trapped on?
 *
 * Context: any; a branch that is patched, nothing is read.
 * Return: true if it is.
 */
static __always_inline bool account_hot_on(void)
{
	return static_branch_unlikely(&account_hot_key);
}

/**
 * account_more() - is anything done at an exit but to count it?
 *
 * Context: any; a branch that is patched, nothing is read.
 * Return: true if times, hot or a listener wants more.
 */
static __always_inline bool account_more(void)
{
	return static_branch_unlikely(&account_more_key);
}

/**
 * account_sync() - before an event is accounted for
 * @rec: the record of @vcpu
 * @vcpu: the vCPU that the current thread runs
 * @at_exit: this event is itself an exit of it, not accounted for yet
 * @ret: what handle_exit() or KVM_RUN returned; 1 where it goes on;
 *	 KVMTRAP_RETVAL_UNSEEN
 *
 * Completes the exit that is still open, and acts on the controls that were
 * written since the last event.
 *
 * Context: handler, preemption off; takes the registry's lock if a control
 * was written.
 * Return: false if the event is not to be counted.
 */
bool account_sync(struct record *rec, struct kvm_vcpu *vcpu, bool at_exit,
		  int ret);

/**
 * account_times() - @rec's vCPU is in another state from now on
 * @rec: its record; nothing is done if it has no memory for times
 * @state: the state, as struct times has it
 * @how: what is known of the time since the last change
 *
 * Context: handler, preemption off, in the vCPU's thread.
 */
static __always_inline void account_times(struct record *rec, u32 state,
					  enum times_how how)
{
	struct times *t = READ_ONCE(rec->times);

	if (likely(t))
		times_change(t, state, how);
}

/**
 * account_times_entered() - @rec's vCPU enters the guest
 * @rec: its record; nothing is done if it has no memory for times
 *
 * If by its state it is in the guest already, an exit was missed. Then the state is
 * left: the next event finds that exit lost, and all the time since unsure.
 *
 * Context: handler, preemption off, in the vCPU's thread.
 */
static __always_inline void account_times_entered(struct record *rec)
{
	struct times *t = READ_ONCE(rec->times);

	if (likely(t) && (!t->last || t->state != TIME_GUEST))
		times_change(t, TIME_GUEST, TIMES_SAMPLE);
}

/**
 * account_state() - the state of a vCPU that has exited
 * @reason: of the exit, as far as is known
 * @detail: as arch_exit_detail() or arch_exit_read_fast() gives it
 * @vcpu: the vCPU
 *
 * Context: handler, preemption off, in the vCPU's thread.
 * Return: the state of handling it, or TIME_HALTED if KVM puts it to sleep.
 */
static __always_inline u32 account_state(enum kvmtrap_reason reason,
					 u64 detail,
					 const struct kvm_vcpu *vcpu)
{
	u32 state = times_state_of[reason];

	if (state & STATE_MAY_HALT && arch_exit_halts(reason, detail, vcpu))
		state = TIME_HALTED;
	return state;
}

/**
 * account_hot() - count what exactly an exit trapped on
 * @rec: the record of @vcpu, or NULL; without memory for it nothing is done
 * @vcpu: the vCPU
 * @reason: of the exit, which is settled
 * @detail: arch_exit_detail() of the exit
 * @address: arch_exit_address() of the exit
 *
 * Context: handler, preemption off, in the vCPU's thread.
 */
static __always_inline void account_hot(struct record *rec,
					const struct kvm_vcpu *vcpu,
					enum kvmtrap_reason reason, u64 detail,
					u64 address)
{
	struct hot *hot = rec ? READ_ONCE(rec->hot) : NULL;
	enum hot_kind kind = arch_hot_kind(reason);

	if (hot && kind != HOT_NONE)
		hot_count(hot, kind,
			  arch_hot_key(kind, reason, detail, address, vcpu), 1);
}

/**
 * account_hot_peek() - find the entry that account_hot() would count in, without a call
 * @entry: is set to the entry; NULL if nothing is to be counted
 * @rec: the record of @vcpu
 * @vcpu: the vCPU
 * @reason: of the exit, which is settled
 * @detail: arch_exit_detail() of the exit
 * @address: arch_exit_address() of the exit
 *
 * Context: handler, preemption off, in the vCPU's thread.
 * Return: false if only account_hot() can tell.
 */
static __always_inline bool account_hot_peek(struct hot_entry **entry,
					     struct record *rec,
					     const struct kvm_vcpu *vcpu,
					     enum kvmtrap_reason reason,
					     u64 detail, u64 address)
{
	struct hot *hot = READ_ONCE(rec->hot);
	enum hot_kind kind = arch_hot_kind(reason);
	u64 key;

	*entry = NULL;
	if (!hot || kind == HOT_NONE)
		return true;
	key = arch_hot_key(kind, reason, detail, address, vcpu);
	*entry = hot_first(hot, kind, key);
	return likely((*entry)->key == key);
}

/**
 * account_first() - at the first exit of a vCPU that is seen
 * @vcpu: the vCPU that the current thread runs
 *
 * Context: handler, preemption off; takes the registry's lock.
 * Return: a record for it, or NULL if it can have none.
 */
struct record *account_first(struct kvm_vcpu *vcpu);

/**
 * account_exit() - an exit, before KVM handles it
 * @f: filled if the answer is true
 * @rec: the record of @vcpu, or NULL
 * @vcpu: the vCPU that the current thread runs
 * @code: what the probe was told, for arch_exit_read()
 *
 * account_sync() comes before.
 *
 * Context: handler, preemption off; takes no lock.
 * Return: true if account_handled() has to see it again.
 */
bool account_exit(struct exit_frame *f, struct record *rec,
		  struct kvm_vcpu *vcpu, u32 code);

/**
 * account_handled() - KVM has handled the exit
 * @f: as account_exit() filled it
 * @rec: the record of @vcpu, or NULL
 * @vcpu: the vCPU that the current thread runs, or that ends
 * @ret: what handle_exit() returned: above 0 back to the guest, 0 to the VMM,
 *	below 0 an error; KVMTRAP_RETVAL_UNSEEN
 *
 * Context: handler, preemption off; takes no lock.
 */
void account_handled(struct exit_frame *f, struct record *rec,
		     struct kvm_vcpu *vcpu, int ret);

/**
 * account_handled_unattributed() - KVM has handled an exit without a record
 * @vcpu: the vCPU; nothing is done if no exit of it is kept
 * @at_exit: it has exited again, and the entry before was not seen
 * @ret: as for account_handled()
 *
 * Context: handler, preemption off; takes no lock.
 */
void account_handled_unattributed(struct kvm_vcpu *vcpu, bool at_exit, int ret);

#endif
