// SPDX-License-Identifier: GPL-2.0-only
/*
 * exit.c - the per-exit path: see exit.h.
 */
#include <linux/kprobes.h>

#include "exit.h"
#include "private.h"
#include "unattributed.h"

DEFINE_STATIC_KEY_FALSE(account_times_key);
DEFINE_STATIC_KEY_FALSE(account_hot_key);
DEFINE_STATIC_KEY_FALSE(account_more_key);

static __always_inline struct counters *account_counters(struct record *rec)
{
	return rec ? &rec->c : registry_unattributed();
}

static void account_times_settle(struct record *rec, enum kvmtrap_reason reason)
{
	struct times *t = rec ? READ_ONCE(rec->times) : NULL;

	if (t)
		times_settle(t, reason);
}
NOKPROBE_SYMBOL(account_times_settle);

/*
 * The open exit is over. If KVM has counted further exits since, its statistics
 * may be about those: this one cannot be classified any more, so it is lost.
 */
static void account_close(struct record *rec, struct kvm_vcpu *vcpu,
			  bool at_exit, int ret)
{
	struct exit_frame *f = &rec->frame;
	u64 now = arch_stat_exits(vcpu, at_exit);

	/* The entry before this exit was not seen: the guest has run since. */
	if (at_exit)
		f->begin = 0;
	if (likely(now == rec->seen_exits + at_exit) ||
	    (at_exit && arch_is_reentered(now, rec->seen_exits))) {
#if ARCH_PLAIN_IS_BARE
		/* What was not read of a bare exit is in KVM until the next exit. */
		if (f->bare && !at_exit) {
			f->exit.reason = arch_exit_read_again(&f->exit.arch, vcpu);
			f->bare = false;
		}
#endif
		account_handled(f, rec, vcpu, ret);
	} else if (!f->counted) {
		count(&rec->c.lost, 1);
	} else if (!READ_ONCE(rec->pending)) {
		/* It is settled already, whatever KVM has counted since: its event is due. */
		f->begin = 0;
		account_handled(f, rec, vcpu, ret);
	}
	exit_frame_end(f);
	/* The next exit may be plain, and fast. */
	arch_stats_read(&f->stats, vcpu);
}
NOKPROBE_SYMBOL(account_close);

/*
 * True if a pause or a filter began earlier, the first event after it was dealt
 * with, and it still holds.
 */
static bool account_stays_off(const struct record *rec)
{
	const struct times *t = READ_ONCE(rec->times);

	return READ_ONCE(rec->pending) == (PENDING_OFF | PENDING_WAS_OFF) &&
	       !rec->frame.open && !(t && t->last);
}
NOKPROBE_SYMBOL(account_stays_off);

bool account_sync(struct record *rec, struct kvm_vcpu *vcpu, bool at_exit,
		  int ret)
{
	if (unlikely(account_stays_off(rec)))
		return false;
	/* Reset first: an exit that was open at the reset counts after it. */
	if (unlikely(READ_ONCE(rec->pending) & PENDING_RESET))
		record_reset(rec);
	if (unlikely(rec->frame.open))
		account_close(rec, vcpu, at_exit, ret);
	if (unlikely(READ_ONCE(rec->pending)))
		record_resync(rec, vcpu, at_exit);
	return !record_is_off(rec);
}
NOKPROBE_SYMBOL(account_sync);

struct record *account_first(struct kvm_vcpu *vcpu)
{
	struct record *rec = record_make(vcpu, true, false);

	/* Listeners get a first event, with all counters zero. */
	if (rec && !record_is_off(rec))
		account_trace_counts(rec);
	return rec;
}
NOKPROBE_SYMBOL(account_first);

static __always_inline void account_hot_exit(struct record *rec,
					     const struct kvm_vcpu *vcpu,
					     const struct guest_exit *e)
{
	account_hot(rec, vcpu, e->reason, arch_exit_detail(&e->arch),
		    arch_exit_address(&e->arch));
}

bool account_exit(struct exit_frame *f, struct record *rec,
		  struct kvm_vcpu *vcpu, u32 code)
{
	bool traced = account_trace_wanted();
	struct guest_exit e;

	/* The facts may be readable at an exit only. */
	if (rec && unlikely(!rec->facts))
		rec->facts = arch_vcpu_facts(vcpu);
	e.reason = arch_exit_read(&e.arch, vcpu, code, rec ? rec->facts : 0);
	if (likely(rec)) {
		bool unseen = account_lost(rec, arch_stat_exits(vcpu, true), true);

		if (account_times_on())
			account_times(rec, account_state(e.reason,
							 arch_exit_detail(&e.arch),
							 vcpu),
				      unseen ? TIMES_UNSURE : TIMES_SEEN);
	}

	/*
	 * Count at once an exit whose reason is settled. Handling it may take
	 * long (WFI), and an exit that waits for no return holds no instance of
	 * the return probe.
	 */
	f->counted = !arch_needs_outcome(e.reason);
	if (likely(f->counted)) {
		count(&account_counters(rec)->exits[e.reason], 1);
		counters_nested(account_counters(rec), e.arch.nested);
		if (account_hot_on())
			account_hot_exit(rec, vcpu, &e);
		if (likely(!traced))
			return false;
	}
	f->exit = e;
	f->plain = rec && !traced &&
		   arch_exit_is_plain(e.reason, arch_exit_detail(&e.arch), vcpu,
				      rec->facts);
	f->bare = false;
	arch_exit_open(&f->exit.arch, &f->stats, vcpu);
	f->traced = traced;
	if (traced)
		f->begin = arch_clock_now();
	return true;
}
NOKPROBE_SYMBOL(account_exit);

void account_handled(struct exit_frame *f, struct record *rec,
		     struct kvm_vcpu *vcpu, int ret)
{
	if (!f->counted) {
		bool fresh;

		if (!f->plain || ret <= 0 ||
		    !arch_plain_outcome(&f->exit.reason, &f->exit.arch, &f->stats,
					vcpu, &fresh, true))
			f->exit.reason = arch_exit_settle(f->exit.reason,
							  &f->exit.arch,
							  &f->stats, vcpu, ret);
		count(&account_counters(rec)->exits[f->exit.reason], 1);
		counters_nested(account_counters(rec), f->exit.arch.nested);
		/*
		 * record_reset() noted that no exit of this KVM_RUN counts yet.
		 * This one does, so KVM_RUN may return because of it.
		 */
		if (rec && unlikely(rec->run_exits == rec->seen_exits))
			WRITE_ONCE(rec->run_exits, rec->run_exits - 1);
		if (account_hot_on() && !f->bare)
			account_hot_exit(rec, vcpu, &f->exit);
		if (account_times_on())
			account_times_settle(rec, f->exit.reason);
	}
	if (f->traced)
		account_trace_exit(rec, vcpu->vcpu_id, &f->exit,
				   ret == KVMTRAP_RETVAL_UNSEEN ? 0 : ret,
				   f->begin ? times_ns(arch_clock_now() - f->begin) : 0);
}
NOKPROBE_SYMBOL(account_handled);

void account_handled_unattributed(struct kvm_vcpu *vcpu, bool at_exit, int ret)
{
	struct exit_frame f;

	if (!unattributed_close(vcpu, &f))
		return;
	if (at_exit)
		f.begin = 0;
	account_handled(&f, NULL, vcpu, ret);
}
NOKPROBE_SYMBOL(account_handled_unattributed);
