// SPDX-License-Identifier: GPL-2.0-only
/*
 * account.c - the per-exit path.
 */
#include <linux/kprobes.h>

#include "account.h"
#include "compat.h"
#include "surplus.h"

DEFINE_STATIC_KEY_FALSE(account_times_key);
DEFINE_STATIC_KEY_FALSE(account_filter_key);
DEFINE_STATIC_KEY_FALSE(account_hot_key);

/*
 * KVM counts every exit itself before it calls handle_exit. Each number
 * between the last one seen and @now is an exit that went past the probe.
 */
static __always_inline void note_lost(struct record *rec, u64 now, u64 unseen)
{
	u64 expected = rec->seen_exits + unseen;

	/* Smaller: somebody cleared KVM's statistics. */
	if (unlikely(now > expected))
		count(&rec->c.lost, now - expected);
	rec->seen_exits = now;
}

static __always_inline struct counters *counters_of(struct record *rec)
{
	return rec ? &rec->c : unattributed_counters();
}

static void account_times_settle(struct record *rec, enum kvmtrap_reason reason)
{
	struct times *t = rec ? READ_ONCE(rec->times) : NULL;

	if (t)
		times_settle(t, reason);
}
NOKPROBE_SYMBOL(account_times_settle);

/* To the end it was where it has been since. */
static void account_times_end(struct record *rec)
{
	struct times *t = rec ? READ_ONCE(rec->times) : NULL;

	if (t && t->last)
		times_change(t, t->state, false);
}
NOKPROBE_SYMBOL(account_times_end);

bool account_exit(struct exit_frame *f, struct record *rec,
		  struct kvm_vcpu *vcpu, u32 index)
{
	bool traced = trace_exit_wanted();
	struct guest_exit e;

	capture_exit(&e, vcpu, index);
	if (likely(rec))
		note_lost(rec, vcpu->stat.exits, 1);

	/*
	 * Count now what is settled: a vCPU may be handled for long (WFI),
	 * and without a return to wait for it holds no instance.
	 */
	if (account_times_on())
		account_times(rec, account_state(e.reason, e.esr, vcpu), false);
	f->counted = !kvmtrap_needs_outcome(e.reason);
	if (likely(f->counted)) {
		count(&counters_of(rec)->exits[e.reason], 1);
		if (account_hot_on())
			account_hot(rec, vcpu, e.reason, e.esr, e.ipa);
		if (likely(!traced))
			return false;
	}
	capture_mmio(&f->mmio, vcpu);
	f->exit = e;
	f->exit.pc = capture_pc(vcpu);
	f->traced = traced;
	if (traced)
		f->begin = clock_now();
	return true;
}
NOKPROBE_SYMBOL(account_exit);

void account_handled(struct exit_frame *f, struct record *rec,
		     struct kvm_vcpu *vcpu, int ret)
{
	if (!f->counted) {
		struct kvmtrap_outcome outcome;

		capture_outcome(&outcome, vcpu, &f->exit, &f->mmio, ret);
		f->exit.reason = kvmtrap_settle(f->exit.reason, &outcome);
		count(&counters_of(rec)->exits[f->exit.reason], 1);
		if (account_hot_on())
			account_hot(rec, vcpu, f->exit.reason, f->exit.esr,
				    f->exit.ipa);
		if (account_times_on())
			account_times_settle(rec, f->exit.reason);
	}
	if (f->traced)
		trace_exit(rec, vcpu->vcpu_id, &f->exit, ret,
			   times_ns(clock_now() - f->begin));
}
NOKPROBE_SYMBOL(account_handled);

void account_close(struct record *rec, struct kvm_vcpu *vcpu, int ret)
{
	struct exit_frame f;

	if (!rec) {
		if (surplus_close(vcpu, &f))
			account_handled(&f, NULL, vcpu, ret);
		return;
	}
	if (!rec->frame.open)
		return;
	rec->frame.open = false;
	/* Otherwise the exit was before a reset or a pause. */
	if (record_in_step(rec))
		account_handled(&rec->frame, rec, vcpu, ret);
}
NOKPROBE_SYMBOL(account_close);

void account_wakeup(struct record *rec)
{
	struct times *t = rec ? READ_ONCE(rec->times) : NULL;

	if (t && t->state == TIME_ASLEEP)
		times_change(t, times_state_of[KVMTRAP_EC_WFx], false);
}
NOKPROBE_SYMBOL(account_wakeup);

/* A vCPU that is switched off waits in KVM_RUN to be switched on. */
static unsigned int begin_state(const struct kvm_vcpu *vcpu, bool entry_seen)
{
	if (capture_stopped(vcpu))
		return TIME_ASLEEP;
	return entry_seen ? TIME_ENTERING : TIME_GUEST;
}
NOKPROBE_SYMBOL(begin_state);

void account_run(struct kvm_vcpu *vcpu, bool entry_seen)
{
	struct record *rec = record_of(vcpu, 0);

	if (account_muted(rec))
		return;
	if (account_times_on())
		account_times(rec, begin_state(vcpu, entry_seen), false);
	if (!rec)
		return;
	note_lost(rec, vcpu->stat.exits, 0);
	rec->run_exits = rec->seen_exits;
	WRITE_ONCE(rec->tid, task_pid_nr(current));
	trace_counts(rec);
}
NOKPROBE_SYMBOL(account_run);

/* Was it the last exit that made KVM_RUN return, or something beside it? */
static bool left_by_exit(const struct record *rec, const struct kvm_run *run,
			 enum kvmtrap_return why)
{
	if (rec->run_exits == rec->seen_exits)
		return false;
	switch (why) {
	case KVMTRAP_RET_SIGNAL:
	case KVMTRAP_RET_DIRTY_RING_FULL:
		return false;
	case KVMTRAP_RET_SYSTEM_EVENT:
		/* A suspended vCPU that wakes up: before it enters the guest. */
		return READ_ONCE(run->system_event.type) !=
		       KVM_SYSTEM_EVENT_WAKEUP;
	default:
		return true;
	}
}
NOKPROBE_SYMBOL(left_by_exit);

void account_run_return(struct kvm_vcpu *vcpu, int ret)
{
	struct record *rec = record_of(vcpu, 0);
	enum kvmtrap_return why;

	if (account_muted(rec))
		return;
	account_close(rec, vcpu, ret);
	why = kvmtrap_return_reason(ret, READ_ONCE(vcpu->run->exit_reason));
	count(&counters_of(rec)->returns[why], 1);
	if (account_times_on())
		account_times(rec, TIME_VMM + why, true);
	if (!rec)
		return;
	note_lost(rec, vcpu->stat.exits, 0);
	if (left_by_exit(rec, vcpu->run, why))
		count(&rec->c.left, 1);
}
NOKPROBE_SYMBOL(account_run_return);

void account_destroy(struct kvm_vcpu *vcpu)
{
	struct record *rec = record_known(vcpu);

	if (rec && record_in_step(rec) && !rec->muted)
		note_lost(rec, vcpu->stat.exits, 0);
	account_times_end(rec);
	record_retire(vcpu);
}
NOKPROBE_SYMBOL(account_destroy);
