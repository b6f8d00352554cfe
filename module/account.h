/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * account.h - what happens at an exit, when KVM has handled it, when KVM_RUN
 * begins and returns, and when a vCPU goes.
 *
 * Called with preemption off. No lock, no allocation; one counter is written
 * an exit, besides KVM's own count at that exit. @rec is NULL for a vCPU that
 * has no record: what it does is counted, but unattributed.
 */
#ifndef KVMTRAP_ACCOUNT_H
#define KVMTRAP_ACCOUNT_H

#include <linux/jump_label.h>

#include "arch/arm64/capture.h"
#include "publish_trace.h"
#include "registry_fast.h"

DECLARE_STATIC_KEY_FALSE(account_times_key);
DECLARE_STATIC_KEY_FALSE(account_filter_key);
DECLARE_STATIC_KEY_FALSE(account_hot_key);

static __always_inline bool account_times_on(void)
{
	return static_branch_unlikely(&account_times_key);
}

static __always_inline bool account_hot_on(void)
{
	return static_branch_unlikely(&account_hot_key);
}

/* Does a filter keep the exits of @rec's vCPU out? Asked before all else. */
static __always_inline bool account_muted(const struct record *rec)
{
	if (!static_branch_unlikely(&account_filter_key))
		return false;
	return rec ? rec->muted : surplus_is_muted();
}

/*
 * account_times() - @rec's vCPU is in another state from now on
 * @sample: the exit that was being handled is over
 */
static __always_inline void account_times(struct record *rec, u32 state,
					  bool sample)
{
	struct times *t = rec ? READ_ONCE(rec->times) : NULL;

	if (likely(t))
		times_change(t, state, sample);
}

/* The state of a vCPU that has exited. */
static __always_inline u32 account_state(enum kvmtrap_reason reason, u64 esr,
					 const struct kvm_vcpu *vcpu)
{
	u32 state = times_state_of[reason];

	if (state & STATE_MAY_SLEEP && exit_sleeps(reason, esr, vcpu))
		state = TIME_ASLEEP;
	return state;
}

/* The reason of an exit is settled: what exactly did it trap on? */
static __always_inline void account_hot(struct record *rec,
					const struct kvm_vcpu *vcpu,
					enum kvmtrap_reason reason, u64 esr,
					u64 ipa)
{
	struct hot *hot = rec ? READ_ONCE(rec->hot) : NULL;
	enum hot_kind kind = kvmtrap_hot_kind(reason);
	u64 x0 = kind == HOT_CALL ? capture_x0(vcpu) : 0;

	if (hot && kind != HOT_NONE)
		hot_count(hot, kind,
			  kvmtrap_hot_key(kind, reason, esr, ipa, x0), 1);
}

/*
 * account_exit() - an exit, before KVM handles it
 * @f: filled if the answer is true
 *
 * Does it have to be seen again by account_handled()?
 */
bool account_exit(struct exit_frame *f, struct record *rec,
		  struct kvm_vcpu *vcpu, u32 index);

/*
 * account_quick() - the same for an exit of which all is known at once
 * @hot: a constant: account_hot_on()
 *
 * False, and nothing has happened, if that is not so.
 */
static __always_inline bool account_quick(struct record *rec,
					  const struct kvm_vcpu *vcpu,
					  u32 index, bool hot)
{
	enum kvmtrap_reason reason;
	struct times *t = NULL;
	u64 esr = 0;

	if (trace_exit_wanted() || unlikely(rec->frame.open) ||
	    !record_is_next(rec, vcpu))
		return false;
	if (account_times_on()) {
		t = READ_ONCE(rec->times);
		if (!times_quick(t))
			return false;
	}
	if (likely(index == EXIT_TRAP))
		reason = ESR_EC(esr = kvm_vcpu_get_esr(vcpu));
	else if (likely(index == EXIT_IRQ))
		reason = KVMTRAP_R_IRQ;
	else
		return false;
	if (unlikely(kvmtrap_needs_outcome(reason)))
		return false;
	rec->seen_exits++;
	count(&rec->c.exits[reason], 1);
	if (account_times_on() && t)
		times_next(t, clock_now_direct(),
			   account_state(reason, esr, vcpu), false);
	if (hot)
		account_hot(rec, vcpu, reason, esr, 0);
	return true;
}

/*
 * account_handled() - KVM has handled the exit
 * @ret: what handle_exit() returned: above 0 back to the guest, 0 to the VMM,
 *	 below 0 an error
 */
void account_handled(struct exit_frame *f, struct record *rec,
		     struct kvm_vcpu *vcpu, int ret);

/* Account for an exit that is still open, if there is one. */
void account_close(struct record *rec, struct kvm_vcpu *vcpu, int ret);

/*
 * account_reenter() - KVM enters the guest again: what was left open at the
 * last exit has been handled. For who sees no return of handle_exit().
 */
static __always_inline void account_reenter(struct record *rec,
					    struct kvm_vcpu *vcpu)
{
	if (!rec || unlikely(rec->frame.open))
		account_close(rec, vcpu, 1);
	if (account_times_on())
		account_times(rec, TIME_GUEST, true);
}

/* The same if it takes no call. False, and nothing has happened, if it does. */
static __always_inline bool account_reenter_quick(struct record *rec)
{
	struct times *t;

	if (unlikely(rec->frame.open))
		return false;
	if (!account_times_on())
		return true;
	t = READ_ONCE(rec->times);
	if (!times_quick(t))
		return false;
	times_next(t, clock_now_direct(), TIME_GUEST, true);
	return true;
}

/* The vCPU slept in KVM and woke: what is left of its exit is handled now. */
void account_wakeup(struct record *rec);

/*
 * account_run() - KVM_RUN begins
 * @entry_seen: so will be when KVM enters the guest, by account_reenter()
 */
void account_run(struct kvm_vcpu *vcpu, bool entry_seen);
void account_run_return(struct kvm_vcpu *vcpu, int ret);

/* The vCPU's last exits may have gone past the probe. */
void account_destroy(struct kvm_vcpu *vcpu);

#endif
