/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fast.h - most events, inline in the probe handlers.
 *
 * Each function either does all that the event needs, or returns false: then the
 * slow path (exit.h) does it. At an exit the plain one before it may have been
 * settled by then, which the slow path would have done as well. The record is at
 * hand (record_at_hand()), so that nothing is pending of it.
 */
#ifndef KVMTRAP_ACCOUNT_FAST_H
#define KVMTRAP_ACCOUNT_FAST_H

#include "exit.h"

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
 * account_settle_plain() - count the plain exit that is open
 * @rec: the record of @vcpu, with a plain exit open after which KVM went on
 * @vcpu: the vCPU
 * @more: a constant: account_more()
 *
 * Context: handler, preemption off; takes no lock.
 */
static __always_inline void account_settle_plain(struct record *rec,
						 const struct kvm_vcpu *vcpu,
						 bool more)
{
	enum kvmtrap_reason reason = arch_plain_outcome(&rec->frame.stats, vcpu);
	struct times *t;

	rec->frame.open = false;
	counters_exit(&rec->c, reason);
	if (!more)
		return;
	if (account_hot_on() && !rec->frame.bare)
		account_hot(rec, vcpu, reason,
			    arch_exit_detail(&rec->frame.exit.arch),
			    arch_exit_address(&rec->frame.exit.arch));
	t = account_times_on() ? READ_ONCE(rec->times) : NULL;
	if (t)
		times_settle(t, reason);
}

/**
 * account_open_plain() - keep a plain exit open until KVM has handled it
 * @rec: the record of its vCPU
 * @bare: rec->frame.exit is not filled
 *
 * Context: handler at an exit, preemption off; takes no lock.
 */
static __always_inline void account_open_plain(struct record *rec, bool bare)
{
	rec->next_exit = 0;
	rec->frame.open = true;
	rec->frame.plain = true;
	rec->frame.bare = bare;
	rec->frame.counted = false;
	rec->frame.traced = false;
}

/**
 * account_exit_is_next() - is the exit the next one after the last seen?
 * @rec: the record of @vcpu
 * @vcpu: the vCPU that has exited
 * @now: arch_stat_exits()
 * @more: a constant: account_more()
 *
 * If a plain exit was open it is settled, since KVM went on after it.
 *
 * Context: handler at an exit, preemption off; takes no lock.
 * Return: false if the slow path has to look.
 */
static __always_inline bool account_exit_is_next(struct record *rec,
						 const struct kvm_vcpu *vcpu,
						 u64 now, bool more)
{
	if (likely(now == rec->next_exit))
		return true;
	if (!rec->frame.open || !rec->frame.plain || rec->frame.traced ||
	    now != rec->seen_exits + 1)
		return false;
	account_settle_plain(rec, vcpu, more);
	return true;
}

/**
 * account_fast() - an exit, while nothing is done but to count it
 * @rec: the record of @vcpu, at hand
 * @vcpu: the vCPU that the current thread runs
 * @code: what the probe was told, for arch_exit_read_fast()
 *
 * Context: handler at an exit, preemption off; takes no lock.
 * Return: false if the slow path has to see it.
 */
static __always_inline bool account_fast(struct record *rec,
					 const struct kvm_vcpu *vcpu, u32 code)
{
	u64 now = arch_stat_exits(vcpu, true), detail;
	enum kvmtrap_reason reason;

	if (!account_exit_is_next(rec, vcpu, now, false) ||
	    !arch_exit_read_fast(&reason, &detail, vcpu, code))
		return false;
	if (unlikely(arch_needs_outcome(reason))) {
		if (!arch_exit_is_plain(reason, detail, vcpu, rec->plain_end))
			return false;
		rec->seen_exits = now;
		account_open_plain(rec, true);
		return true;
	}
	rec->next_exit = now + 1;
	rec->seen_exits = now;
	counters_exit(&rec->c, reason);
	return true;
}

/**
 * account_fast_more() - account_fast() while times or hot are on
 * @rec: the record of @vcpu, at hand
 * @vcpu: the vCPU that the current thread runs
 * @code: what the probe was told, for arch_exit_read_fast()
 *
 * Context: handler at an exit, preemption off; takes no lock.
 * Return: false if the slow path has to see it.
 */
static __always_inline bool account_fast_more(struct record *rec,
					      const struct kvm_vcpu *vcpu, u32 code)
{
	u64 now = arch_stat_exits(vcpu, true), detail;
	enum kvmtrap_reason reason;
	struct times *t = NULL;

	if (account_trace_wanted())
		return false;
	if (account_times_on()) {
		t = READ_ONCE(rec->times);
		if (!times_quick(t))
			return false;
	}
	if (!account_exit_is_next(rec, vcpu, now, true) ||
	    !arch_exit_read_fast(&reason, &detail, vcpu, code))
		return false;
	if (unlikely(arch_needs_outcome(reason))) {
		if (!arch_exit_is_plain(reason, detail, vcpu, rec->plain_end))
			return false;
		arch_exit_read(&rec->frame.exit.arch, vcpu, code);
		rec->frame.exit.reason = reason;
		account_open_plain(rec, false);
	} else {
		rec->next_exit = now + 1;
		counters_exit(&rec->c, reason);
		if (account_hot_on())
			account_hot(rec, vcpu, reason, detail, 0);
	}
	rec->seen_exits = now;
	if (account_times_on() && t)
		times_next(t, account_state(reason, detail, vcpu), false);
	return true;
}

/**
 * account_reenter_fast() - KVM enters the guest again
 * @rec: the record of @vcpu, at hand
 * @vcpu: the vCPU that the current thread runs
 *
 * Context: handler, preemption off; takes no lock.
 * Return: false if the slow path has to see it.
 */
static __always_inline bool account_reenter_fast(struct record *rec,
						 const struct kvm_vcpu *vcpu)
{
	struct times *t = NULL;

	if (account_times_on()) {
		t = READ_ONCE(rec->times);
		if (!times_quick(t))
			return false;
	}
	if (unlikely(rec->frame.open)) {
		if (!rec->frame.plain || rec->frame.traced ||
		    arch_stat_exits(vcpu, false) != rec->seen_exits)
			return false;
		account_settle_plain(rec, vcpu, true);
		rec->next_exit = rec->seen_exits + 1;
	}
	if (t)
		times_next(t, TIME_GUEST, true);
	return true;
}

#endif
