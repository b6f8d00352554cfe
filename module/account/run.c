// SPDX-License-Identifier: GPL-2.0-only
/*
 * run.c - KVM_RUN begins and returns, and a vCPU that slept in it wakes.
 */
#include <linux/kprobes.h>

#include "fast.h"
#include "private.h"
#include "run.h"
#include "unattributed.h"

/*
 * The times of @rec, if its state is known and counted. An exit may be open, and
 * stays so: a reset is acted on, and nothing else.
 */
static struct times *account_times_between(struct record *rec)
{
	struct times *t;

	if (READ_ONCE(rec->pending) & PENDING_RESET)
		record_reset(rec);
	t = READ_ONCE(rec->times);
	return t && t->last && !READ_ONCE(rec->pending) ? t : NULL;
}
NOKPROBE_SYMBOL(account_times_between);

void account_wakeup(struct record *rec)
{
	struct times *t = account_times_between(rec);

	/* This thread holds its mutex: it is there. */
	if (t && t->state == TIME_HALTED && !account_sleeps_off(rec, rec->vcpu))
		times_change(t, times_state_of[ARCH_WAKEUP_REASON], TIMES_SEEN);
}
NOKPROBE_SYMBOL(account_wakeup);

void account_switched_off(const struct kvm_vcpu *vcpu)
{
	struct record *rec = record_known(vcpu);
	struct times *t = rec ? account_times_between(rec) : NULL;

	if (t && STATE_INDEX(t->state) >= TIME_VMM)
		times_change(t, TIME_HALTED, TIMES_SEEN);
}
NOKPROBE_SYMBOL(account_switched_off);

/* KVM_RUN of a vCPU that is switched off waits until it is switched on. */
static unsigned int account_begin_state(const struct kvm_vcpu *vcpu)
{
	return arch_vcpu_is_off(vcpu) ? TIME_HALTED : TIME_GUEST;
}
NOKPROBE_SYMBOL(account_begin_state);

/* A vCPU that has exited gets a record, even if no exit of it was seen. */
static struct record *account_record_in_run(struct kvm_vcpu *vcpu, int ret)
{
	struct record *rec = record_known(vcpu);

	if (rec)
		return rec;
	/*
	 * First close an exit that is kept without a record: a record that is
	 * made now must not include it.
	 */
	account_handled_unattributed(vcpu, false, ret);
	return arch_stat_exits(vcpu, false) ? record_make(vcpu, false, false) : NULL;
}
NOKPROBE_SYMBOL(account_record_in_run);

/*
 * By its last state the vCPU is still in KVM_RUN. No return is seen of a KVM_RUN
 * that began before the probes were there.
 */
static bool account_return_was_unseen(const struct record *rec)
{
	const struct times *t = READ_ONCE(rec->times);

	return t && t->last && STATE_INDEX(t->state) < TIME_VMM;
}
NOKPROBE_SYMBOL(account_return_was_unseen);

void account_run(struct kvm_vcpu *vcpu)
{
	struct record *rec = account_record_in_run(vcpu, KVMTRAP_RETVAL_UNSEEN);
	bool missed;

	if (!rec) {
		created_run(vcpu, -1);
		return;
	}
	if (!account_sync(rec, vcpu, false, KVMTRAP_RETVAL_UNSEEN))
		return;
	/* The last KVM_RUN returned while no instance was free to see it. */
	if (rec->in_run)
		count(&rec->c.returns[KVMTRAP_RET_MISSED], 1);
	missed = rec->in_run || account_return_was_unseen(rec);
	if (account_lost(rec, arch_stat_exits(vcpu, false), false))
		missed = true;
	if (account_times_on())
		account_times(rec, account_begin_state(vcpu),
			      missed ? TIMES_UNSURE : TIMES_SEEN);
	WRITE_ONCE(rec->run_exits, rec->seen_exits);
	rec->in_run = true;
	WRITE_ONCE(rec->tid, task_pid_nr(current));
}
NOKPROBE_SYMBOL(account_run);

/* True if the last exit made KVM_RUN return, and not something beside it. */
static bool account_run_ended_by_exit(const struct record *rec,
				      const struct kvm_run *run, int ret,
				      enum kvmtrap_return why)
{
	/* No exit since KVM_RUN began, or somebody cleared KVM's statistics. */
	if ((s64)(rec->seen_exits - rec->run_exits) <= 0)
		return false;
	return account_return_by_exit(run, ret, why);
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
	bool unseen;

	why = kvmtrap_return_reason(ret, READ_ONCE(vcpu->run->exit_reason));
	if (!rec) {
		account_return_unattributed(vcpu, why);
		return;
	}
	if (!account_sync(rec, vcpu, false, ret))
		return;
	unseen = account_lost(rec, arch_stat_exits(vcpu, false), false);
	rec->in_run = false;
	account_count_return(rec, why, account_run_ended_by_exit(rec, vcpu->run, ret, why));
	if (account_times_on())
		account_times(rec, TIME_VMM + why,
			      unseen ? TIMES_UNSURE : TIMES_SAMPLE);
	account_trace_counts(rec);
}
NOKPROBE_SYMBOL(account_run_return);

/*
 * The record of a vCPU whose return has none. It gets one now if KVM has counted exits of it that
 * no event told of, as where it emulates before it can enter the guest. An exit that is still open
 * leads to its vCPU, which can have no record. Counts all other returns.
 */
static struct record *account_record_at_return(int ret, enum kvmtrap_return why)
{
	struct record *rec = NULL;
	struct kvm_vcpu *vcpu;
	struct exit_frame f;

	if (unattributed_close_of_thread(&vcpu, &f)) {
		account_handled(&f, NULL, vcpu, ret);
	} else if (created_return(why, &vcpu)) {
		if (!vcpu)
			return NULL;
		rec = record_make(vcpu, false, false);
	}
	if (rec)
		record_enter_thread(rec);
	else if (!unattributed_is_off())
		count(&registry_unattributed()->returns[why], 1);
	return rec;
}
NOKPROBE_SYMBOL(account_record_at_return);

void account_return(struct record *rec, int ret, u32 exit_reason)
{
	enum kvmtrap_return why = kvmtrap_return_reason(ret, exit_reason);
	u32 state = TIME_VMM + why;
	struct kvm_vcpu *vcpu;
	bool counted, by_exit, unseen;

	if (unlikely(!rec)) {
		rec = account_record_at_return(ret, why);
		if (!rec)
			return;
	}
	/* This thread holds its mutex: it is there. */
	vcpu = (struct kvm_vcpu *)rec->vcpu;
	counted = account_sync(rec, vcpu, false, ret);
	rec->next_exit = LOOK_CLOSER;
	if (!counted) {
		/* What it exited before the pause or filter causes no later return. */
		WRITE_ONCE(rec->run_exits, rec->seen_exits);
		return;
	}
	unseen = account_lost(rec, arch_stat_exits(vcpu, false), false);
	by_exit = account_run_ended_by_exit(rec, vcpu->run, ret, why);
	account_count_return(rec, why, by_exit);
	WRITE_ONCE(rec->run_exits, rec->seen_exits);
	/* A vCPU that is switched off is halted, in KVM_RUN and outside of it. */
	if (!by_exit && account_times_on() && arch_vcpu_is_off(vcpu))
		state = TIME_HALTED;
	if (account_times_on())
		account_times(rec, state, unseen ? TIMES_UNSURE : TIMES_SAMPLE);
	account_trace_counts(rec);
}
NOKPROBE_SYMBOL(account_return);

#ifdef KVMTRAP_VCPU_TOLD
void account_return_told(struct kvm_vcpu *vcpu, int ret, u32 exit_reason)
{
	struct record *rec = account_record_in_run(vcpu, ret);

	if (rec)
		account_return(rec, ret, exit_reason);
	else
		account_return_unattributed(vcpu, kvmtrap_return_reason(ret, exit_reason));
}
NOKPROBE_SYMBOL(account_return_told);
#endif
