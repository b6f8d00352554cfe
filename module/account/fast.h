/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fast.h - most events, inline in the probe handlers.
 *
 * Each function either does all that the event needs, or returns false: then the
 * slow path (exit.h) does it. Before it returns false at an exit, it may have settled
 * the plain exit before that, as the slow path would have. The record is at hand
 * (record_at_hand()), so that nothing is pending of it.
 */
#ifndef KVMTRAP_ACCOUNT_FAST_H
#define KVMTRAP_ACCOUNT_FAST_H

#include "plain.h"

/**
 * account_exit_is_next() - is the exit the next one after the last seen?
 * @rec: the record of @vcpu
 * @vcpu: the vCPU that has exited
 * @now: arch_stat_exits()
 * @fresh: is set: the record's frame has KVM's counts of now
 * @more: a constant: account_more()
 * @calls: a constant: as account_fast_hot() has it
 *
 * If a plain exit was open it is settled, since KVM went on after it.
 *
 * Context: handler at an exit, preemption off; takes no lock.
 * Return: false if it has to be called with @calls, or the slow path has to look.
 */
static __always_inline bool account_exit_is_next(struct record *rec,
						 const struct kvm_vcpu *vcpu, u64 now,
						 bool *fresh, bool more, bool calls)
{
	enum kvmtrap_reason reason;

	*fresh = false;
	if (likely(now == rec->next_exit))
		return true;
	if (now != rec->seen_exits + 1 || !arch_exit_is_fast(rec->facts))
		return false;
	if (rec->frame.plain)
		return account_plain_outcome(&reason, rec, vcpu, fresh, calls) &&
		       account_settle_plain(rec, vcpu, reason, more, calls);
	/* Or the first one since KVM_RUN began, in the same thread as before. */
	return !rec->frame.open && record_is_in_thread(rec);
}

/**
 * account_fast() - an exit, while nothing is done but to count it
 * @rec: the record of @vcpu, at hand
 * @vcpu: the vCPU that the current thread runs
 * @code: what the probe was told, for arch_exit_read_fast()
 * @calls: a constant: as account_fast_hot() has it
 *
 * Context: handler at an exit, preemption off; takes no lock.
 * Return: false if it has to be called with @calls, or the slow path has to see it.
 */
static __always_inline bool account_fast(struct record *rec, const struct kvm_vcpu *vcpu,
					 u32 code, bool calls)
{
	u64 now = arch_stat_exits(vcpu, true), detail;
	enum kvmtrap_reason reason;
	bool fresh;

	if (!account_exit_is_next(rec, vcpu, now, &fresh, false, calls) ||
	    !arch_exit_read_fast(&reason, &detail, vcpu, code, rec->facts))
		return false;
	if (unlikely(arch_needs_outcome(reason))) {
		if (!arch_exit_is_plain(reason, detail, vcpu, rec->facts))
			return false;
		WRITE_ONCE(rec->seen_exits, now);
		account_open_plain(rec, vcpu, reason, detail, code, true, fresh);
		return true;
	}
	rec->next_exit = now + 1;
	WRITE_ONCE(rec->seen_exits, now);
	counters_exit(&rec->c, reason);
	return true;
}

/**
 * account_fast_times() - where the time of an event goes, if it can be fast
 * @t: is set to the times of @rec; NULL while times are off
 * @rec: the record of the vCPU
 *
 * Context: handler, preemption off; takes no lock.
 * Return: false if the slow path has to see the event.
 */
static __always_inline bool account_fast_times(struct times **t,
					       const struct record *rec)
{
	*t = NULL;
	if (account_trace_wanted())
		return false;
	if (!account_times_on())
		return true;
	*t = READ_ONCE(rec->times);
	return times_quick(*t);
}

/**
 * account_fast_more() - account_fast() while times or hot are on
 * @rec: the record of @vcpu, at hand
 * @vcpu: the vCPU that the current thread runs
 * @code: what the probe was told, for arch_exit_read_fast()
 * @calls: a constant: as account_fast_hot() has it
 *
 * Context: handler at an exit, preemption off; takes no lock.
 * Return: false if it has to be called with @calls, or the slow path has to see it.
 */
static __always_inline bool account_fast_more(struct record *rec,
					      const struct kvm_vcpu *vcpu, u32 code,
					      bool calls)
{
	u64 now = arch_stat_exits(vcpu, true), detail;
	enum kvmtrap_reason reason;
	struct times *t;
	bool fresh;

	if (!account_fast_times(&t, rec) ||
	    !account_exit_is_next(rec, vcpu, now, &fresh, true, calls) ||
	    !arch_exit_read_fast(&reason, &detail, vcpu, code, rec->facts))
		return false;
	if (arch_needs_outcome(reason)) {
		if (!arch_exit_is_plain(reason, detail, vcpu, rec->facts))
			return false;
		account_open_plain(rec, vcpu, reason, detail, code, !account_hot_on(),
				   fresh);
	} else {
		if (account_hot_on() &&
		    !account_fast_hot(rec, vcpu, reason, arch_hot_detail(reason, detail),
				      0, calls))
			return false;
		rec->next_exit = now + 1;
		counters_exit(&rec->c, reason);
	}
	WRITE_ONCE(rec->seen_exits, now);
	if (account_times_on() && t)
		times_next(t, account_state(reason, detail, vcpu), false);
	return true;
}

/**
 * account_settle_fast() - KVM has handled the exit, and goes on
 * @rec: the record of @vcpu, at hand
 * @vcpu: the vCPU that the current thread runs
 * @calls: a constant: as account_fast_hot() has it
 *
 * Context: handler, preemption off; takes no lock.
 * Return: false if it has to be called with @calls, or the slow path has to see it.
 */
static __always_inline bool account_settle_fast(struct record *rec,
						const struct kvm_vcpu *vcpu,
						bool calls)
{
	enum kvmtrap_reason reason;
	bool fresh;

	if (!rec->frame.open)
		return true;
	if (!rec->frame.plain || arch_stat_exits(vcpu, false) != rec->seen_exits ||
	    !account_plain_outcome(&reason, rec, vcpu, &fresh, calls) ||
	    !account_settle_plain(rec, vcpu, reason, true, calls))
		return false;
	rec->next_exit = rec->seen_exits + 1;
	return true;
}

/**
 * account_reenter_fast() - KVM enters the guest again
 * @rec: the record of @vcpu, at hand
 * @vcpu: the vCPU that the current thread runs
 * @calls: a constant: as account_fast_hot() has it
 *
 * Context: handler, preemption off; takes no lock.
 * Return: false if it has to be called with @calls, or the slow path has to see it.
 */
static __always_inline bool account_reenter_fast(struct record *rec,
						 const struct kvm_vcpu *vcpu,
						 bool calls)
{
	struct times *t = NULL;

	if (account_times_on()) {
		t = READ_ONCE(rec->times);
		if (!times_quick(t))
			return false;
	}
	if (!account_settle_fast(rec, vcpu, calls))
		return false;
	/* As account_times_entered(). */
	if (t && likely(t->state != TIME_GUEST))
		times_next(t, TIME_GUEST, true);
	return true;
}

/**
 * account_sleeps_off() - does it sleep since it is off, and not for an exit?
 * @rec: its record
 * @vcpu: the vCPU, which wakes in KVM_RUN
 *
 * When a guest powers off, KVM marks all of its vCPUs as off, also one that sleeps in
 * WFI. That one had an exit, and its sleep ends as any other.
 *
 * Context: handler, preemption off; takes no lock.
 * Return: true if this KVM_RUN had no exit, and cannot have one.
 */
static __always_inline bool account_sleeps_off(const struct record *rec,
					       const struct kvm_vcpu *vcpu)
{
	return arch_vcpu_is_off(vcpu) && rec->seen_exits == rec->run_exits;
}

/**
 * account_wakeup_fast() - the vCPU slept in KVM and woke
 * @rec: its record, at hand
 *
 * Context: handler, preemption off; takes no lock.
 * Return: false if the slow path has to see it.
 */
static __always_inline bool account_wakeup_fast(struct record *rec)
{
	/* A control may be written meanwhile. */
	const struct kvm_vcpu *vcpu = READ_ONCE(rec->quick);
	struct times *t = READ_ONCE(rec->times);

	if (!vcpu || !times_quick(t))
		return false;
	if (t->state == TIME_HALTED && !account_sleeps_off(rec, vcpu))
		times_next(t, times_state_of[ARCH_WAKEUP_REASON], false);
	return true;
}

/**
 * account_return_by_exit() - was it the last exit that made KVM_RUN return?
 * @run: what the vCPU shares with the VMM
 * @ret: what KVM_RUN returned
 * @why: kvmtrap_return_reason() of it
 *
 * Context: handler, preemption off, after an exit in this KVM_RUN.
 * Return: false if it was something beside it.
 */
static __always_inline bool account_return_by_exit(const struct kvm_run *run, int ret,
						   enum kvmtrap_return why)
{
	switch (why) {
	case KVMTRAP_RET_SIGNAL:
	case KVMTRAP_RET_DIRTY_RING_FULL:
		return false;
	default:
		return ret || arch_return_by_exit(run);
	}
}

/**
 * account_count_return() - count a return of KVM_RUN
 * @rec: the record of its vCPU
 * @why: it returned
 * @by_exit: its last exit made it return
 *
 * Context: handler, preemption off; takes no lock.
 */
static __always_inline void account_count_return(struct record *rec,
						 enum kvmtrap_return why,
						 bool by_exit)
{
	count(rec->c.returns + why, 1);
	if (!by_exit)
		return;
	/* A reader that sees this return sees its exit: see counters_add(). */
	smp_wmb();
	count(&rec->c.to_user, 1);
}

/**
 * account_return_fast() - KVM_RUN returns because of a plain exit, which is open
 * @rec: the record of the vCPU, which the current thread ran
 * @ret: what KVM_RUN returned
 * @exit_reason: kvm_run.exit_reason
 * @more: a constant: account_more()
 *
 * Context: handler, preemption off; takes no lock.
 * Return: false if the slow path has to see it.
 */
static __always_inline bool account_return_fast(struct record *rec, int ret,
						u32 exit_reason, bool more)
{
	const struct kvm_vcpu *vcpu = READ_ONCE(rec->quick);
	enum kvmtrap_reason reason = rec->frame.exit.reason;
	enum kvmtrap_return why;
	struct times *t = NULL;

	if (ret || !vcpu || !rec->frame.plain ||
	    arch_stat_exits(vcpu, false) != rec->seen_exits ||
	    !arch_plain_returned(&reason, &rec->frame.exit.arch, &rec->frame.stats,
				 vcpu, exit_reason))
		return false;
	why = kvmtrap_return_of[arch_plain_exit_reason(reason)] - 1;
	if ((more && !account_fast_times(&t, rec)) ||
	    !account_settle_plain(rec, vcpu, reason, more, false))
		return false;
	if (more && t)
		times_next(t, TIME_VMM + why, true);
	account_count_return(rec, why, true);
	WRITE_ONCE(rec->run_exits, rec->seen_exits);
	return true;
}

/**
 * account_return_counted() - KVM_RUN returns because of an exit that is counted
 * @rec: the record of the vCPU, which the current thread ran
 * @ret: what KVM_RUN returned
 * @exit_reason: kvm_run.exit_reason
 *
 * Context: handler, preemption off; takes no lock.
 * Return: false if the slow path has to see it.
 */
static __always_inline bool account_return_counted(struct record *rec, int ret,
						   u32 exit_reason)
{
	const struct kvm_vcpu *vcpu = READ_ONCE(rec->quick);
	enum kvmtrap_return why;
	struct times *t;

	/* KVM's statistics may have been cleared: then the slow path knows which came last. */
	if (ret || !vcpu || rec->frame.open ||
	    arch_stat_exits(vcpu, false) != rec->seen_exits ||
	    (s64)(rec->seen_exits - rec->run_exits) <= 0 || !account_fast_times(&t, rec))
		return false;
	why = kvmtrap_return_by_number(exit_reason);
	if (!account_return_by_exit(vcpu->run, 0, why))
		return false;
	if (t)
		times_next(t, TIME_VMM + why, true);
	account_count_return(rec, why, true);
	WRITE_ONCE(rec->run_exits, rec->seen_exits);
	rec->next_exit = LOOK_CLOSER;
	return true;
}

#endif
