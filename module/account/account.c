// SPDX-License-Identifier: GPL-2.0-only
/*
 * account.c - the per-exit path.
 */
#include <linux/kprobes.h>

#include "account.h"
#include "compat.h"
#include "unattributed.h"

DEFINE_STATIC_KEY_FALSE(account_times_key);
DEFINE_STATIC_KEY_FALSE(account_hot_key);

/*
 * KVM counts every exit itself before it calls handle_exit. Each number
 * between the last one seen and @now is an exit that went past the probe: how
 * many?
 */
static __always_inline u64 account_lost(struct record *rec, u64 now, u64 unseen)
{
	u64 expected = rec->seen_exits + unseen, lost = 0;

	/* Smaller: somebody cleared KVM's statistics. */
	if (unlikely(now > expected)) {
		lost = now - expected;
		count(&rec->c.lost, lost);
	}
	rec->seen_exits = now;
	return lost;
}

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
 * The exit that is still open is over. When others went past the probe since,
 * what KVM's counts say now may be about those: so nobody can tell any more
 * what it was, and it is lost.
 */
static void account_close(struct record *rec, struct kvm_vcpu *vcpu,
			  u64 unseen, int ret)
{
	rec->frame.open = false;
	if (likely(arch_stat_exits(vcpu, unseen) == rec->seen_exits + unseen))
		account_handled(&rec->frame, rec, vcpu, ret);
	else if (!rec->frame.counted)
		count(&rec->c.lost, 1);
}
NOKPROBE_SYMBOL(account_close);

/*
 * A filter or a pause still leaves the vCPU out, and all that its begin meant
 * for the record has been done.
 */
static bool account_stays_off(const struct record *rec)
{
	const struct times *t = READ_ONCE(rec->times);

	return READ_ONCE(rec->pending) == (PENDING_OFF | PENDING_WAS_OFF) &&
	       !rec->frame.open && !(t && t->last);
}
NOKPROBE_SYMBOL(account_stays_off);

bool account_sync(struct record *rec, struct kvm_vcpu *vcpu, u64 unseen,
		  int ret)
{
	if (unlikely(account_stays_off(rec)))
		return false;
	/* In this order: it was open at the reset, and counts after it. */
	if (unlikely(READ_ONCE(rec->pending) & PENDING_RESET))
		record_reset(rec);
	if (unlikely(rec->frame.open))
		account_close(rec, vcpu, unseen, ret);
	if (unlikely(READ_ONCE(rec->pending)))
		record_resync(rec, vcpu, unseen);
	return !record_is_off(rec);
}
NOKPROBE_SYMBOL(account_sync);

struct record *account_first(struct kvm_vcpu *vcpu)
{
	struct record *rec = record_make(vcpu, 1, false);

	/* All zero. */
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
	u64 lost = 0;

	e.reason = arch_exit_read(&e.arch, vcpu, code);
	if (likely(rec)) {
		lost = account_lost(rec, arch_stat_exits(vcpu, true), 1);
		if (account_times_on())
			account_times(rec, account_state(e.reason,
							 arch_exit_detail(&e.arch),
							 vcpu),
				      lost ? TIMES_UNSURE : TIMES_SEEN);
	}

	/*
	 * Count now what is settled: a vCPU may be handled for long (WFI),
	 * and without a return to wait for it holds no instance.
	 */
	f->counted = !arch_needs_outcome(e.reason);
	if (likely(f->counted)) {
		count(&account_counters(rec)->exits[e.reason], 1);
		if (account_hot_on())
			account_hot_exit(rec, vcpu, &e);
		if (likely(!traced))
			return false;
	}
	f->exit = e;
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
		f->exit.reason = arch_exit_settle(f->exit.reason, &f->exit.arch,
						  &f->stats, vcpu, ret);
		count(&account_counters(rec)->exits[f->exit.reason], 1);
		/* Seen before a reset, and counted after it. */
		if (rec && unlikely(rec->run_exits == rec->seen_exits))
			rec->run_exits--;
		if (account_hot_on())
			account_hot_exit(rec, vcpu, &f->exit);
		if (account_times_on())
			account_times_settle(rec, f->exit.reason);
	}
	if (f->traced)
		account_trace_exit(rec, vcpu->vcpu_id, &f->exit,
				   ret == KVMTRAP_RET_UNSEEN ? 0 : ret,
				   times_ns(arch_clock_now() - f->begin));
}
NOKPROBE_SYMBOL(account_handled);

void account_handled_unattributed(struct kvm_vcpu *vcpu, int ret)
{
	struct exit_frame f;

	if (unattributed_close(vcpu, &f))
		account_handled(&f, NULL, vcpu, ret);
}
NOKPROBE_SYMBOL(account_handled_unattributed);

void account_wakeup(struct record *rec)
{
	struct times *t;

	/* It is being handled still: nothing that is open is over. */
	if (READ_ONCE(rec->pending) & PENDING_RESET)
		record_reset(rec);
	t = READ_ONCE(rec->times);
	if (t && t->last && t->state == TIME_HALTED && !READ_ONCE(rec->pending))
		times_change(t, times_state_of[ARCH_WAKEUP_REASON], TIMES_SEEN);
}
NOKPROBE_SYMBOL(account_wakeup);

/* A vCPU that is switched off waits in KVM_RUN to be switched on. */
static unsigned int account_begin_state(const struct kvm_vcpu *vcpu, bool entry_seen)
{
	if (arch_vcpu_is_stopped(vcpu))
		return TIME_HALTED;
	return entry_seen ? TIME_ENTERING : TIME_GUEST;
}
NOKPROBE_SYMBOL(account_begin_state);

/* One that has exited has a record, even if no exit of it was seen. */
static struct record *account_record_in_run(struct kvm_vcpu *vcpu, int ret)
{
	struct record *rec = record_known(vcpu);

	if (rec)
		return rec;
	/* Before there is one: the exit that is open is not in it. */
	account_handled_unattributed(vcpu, ret);
	return arch_stat_exits(vcpu, false) ? record_make(vcpu, 0, false) : NULL;
}
NOKPROBE_SYMBOL(account_record_in_run);

void account_run(struct kvm_vcpu *vcpu, bool entry_seen)
{
	struct record *rec = account_record_in_run(vcpu, KVMTRAP_RET_UNSEEN);
	bool missed;

	if (!rec) {
		created_run(vcpu, -1);
		return;
	}
	if (!account_sync(rec, vcpu, 0, KVMTRAP_RET_UNSEEN))
		return;
	/* The last one returned with no instance free to tell. */
	missed = rec->in_run;
	if (missed)
		count(&rec->c.returns[KVMTRAP_RET_MISSED], 1);
	if (account_lost(rec, arch_stat_exits(vcpu, false), 0))
		missed = true;
	if (account_times_on())
		account_times(rec, account_begin_state(vcpu, entry_seen),
			      missed ? TIMES_UNSURE : TIMES_SEEN);
	rec->run_exits = rec->seen_exits;
	rec->in_run = true;
	WRITE_ONCE(rec->tid, task_pid_nr(current));
	account_trace_counts(rec);
}
NOKPROBE_SYMBOL(account_run);

/* Was it the last exit that made KVM_RUN return, or something beside it? */
static bool account_run_ended_by_exit(const struct record *rec,
				      const struct kvm_run *run, int ret,
				      enum kvmtrap_return why)
{
	/* Not behind it: or somebody cleared KVM's statistics. */
	if ((s64)(rec->seen_exits - rec->run_exits) <= 0)
		return false;
	switch (why) {
	case KVMTRAP_RET_SIGNAL:
	case KVMTRAP_RET_DIRTY_RING_FULL:
		return false;
	default:
		return ret || arch_return_by_exit(run);
	}
}
NOKPROBE_SYMBOL(account_run_ended_by_exit);

static void account_return_unattributed(const struct kvm_vcpu *vcpu,
					enum kvmtrap_return why)
{
	if (!created_run(vcpu, why) && !unattributed_is_off())
		count(&registry_unattributed()->returns[why], 1);
}
NOKPROBE_SYMBOL(account_return_unattributed);

void account_run_return(struct kvm_vcpu *vcpu, int ret)
{
	struct record *rec = account_record_in_run(vcpu, ret);
	enum kvmtrap_return why;
	u64 lost;

	why = kvmtrap_return_reason(ret, READ_ONCE(vcpu->run->exit_reason));
	if (!rec) {
		account_return_unattributed(vcpu, why);
		return;
	}
	if (!account_sync(rec, vcpu, 0, ret))
		return;
	rec->in_run = false;
	count(&rec->c.returns[why], 1);
	lost = account_lost(rec, arch_stat_exits(vcpu, false), 0);
	if (account_times_on())
		account_times(rec, TIME_VMM + why,
			      lost ? TIMES_UNSURE : TIMES_SAMPLE);
	if (account_run_ended_by_exit(rec, vcpu->run, ret, why)) {
		/* Whoever sees it sees the exit: never more to_user than exits. */
		smp_wmb();
		count(&rec->c.to_user, 1);
	}
}
NOKPROBE_SYMBOL(account_run_return);

void account_create(const struct kvm_vcpu *vcpu)
{
	struct exit_frame f;

	/* Of one before it at this address, whose end was not seen. */
	if (unlikely(unattributed_close(vcpu, &f)) && !f.counted)
		count(&registry_unattributed()->lost, 1);
	created_seen(vcpu);
}
NOKPROBE_SYMBOL(account_create);

/*
 * One that has no record goes. When it was seen to be created, and not one exit
 * of it was, they are all lost.
 */
static struct record *account_record_at_end(struct kvm_vcpu *vcpu)
{
	struct record *rec = NULL;

	account_handled_unattributed(vcpu, KVMTRAP_RET_UNSEEN);
	if (arch_stat_exits(vcpu, false) && created_is_whole(vcpu))
		rec = record_make(vcpu, 0, true);
	if (!rec)
		created_gone(vcpu);
	return rec;
}
NOKPROBE_SYMBOL(account_record_at_end);

/*
 * KVM destroys the vCPUs of a VM one after another, in the order of their
 * indices. @rec is the VM's last record so far: the next vCPU that is to get one
 * at its end gets it now, or it would be in a VM of its own.
 */
static void account_keep_vm(const struct record *rec, struct kvm_vcpu *vcpu)
{
	struct kvm *kvm = vcpu->kvm;
	int i;

	if (!record_is_last_of_vm(rec))
		return;
	for (i = vcpu->vcpu_idx + 1; i < atomic_read(&kvm->online_vcpus); i++) {
		struct kvm_vcpu *next = kvm_get_vcpu(kvm, i);

		if (next && !record_known(next) && account_record_at_end(next))
			return;
	}
}
NOKPROBE_SYMBOL(account_keep_vm);

void account_destroy(struct kvm_vcpu *vcpu)
{
	struct record *rec = record_known(vcpu);
	struct times *t;

	if (!rec)
		rec = account_record_at_end(vcpu);
	if (!rec)
		return;
	if (account_sync(rec, vcpu, 0, KVMTRAP_RET_UNSEEN)) {
		account_lost(rec, arch_stat_exits(vcpu, false), 0);
		/* To the end it was where it has been since. */
		t = READ_ONCE(rec->times);
		if (t)
			times_end(t, TIMES_SEEN);
	}
	account_keep_vm(rec, vcpu);
	record_retire(rec);
}
NOKPROBE_SYMBOL(account_destroy);
