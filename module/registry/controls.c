// SPDX-License-Identifier: GPL-2.0-only
/*
 * controls.c - both halves of what can be controlled while vCPUs run: writing a
 * reset, pause, resume or filter, and acting on it.
 *
 * Whoever writes a control sets `pending` in each record. The thread of the
 * vCPU acts on it at its next event: only that thread writes to the counters.
 */
#include <linux/kprobes.h>
#include <linux/kvm_host.h>
#include <linux/ktime.h>
#include <linux/rcupdate.h>

#include "control.h"
#include "handler.h"
#include "read.h"

/*
 * Add to what @rec has not acted on yet. PENDING_OFF follows the present
 * controls. off_at is when the first pause or filter since its last event began.
 */
static void registry_set_pending(struct record *rec, u32 pending)
{
	pending |= rec->pending & ~PENDING_OFF;
	if (rec->state == RECORD_LIVE && registry_vm_is_off(rec->vm)) {
		if (!(pending & PENDING_WAS_OFF))
			rec->off_at = arch_clock_now();
		pending |= PENDING_OFF | PENDING_WAS_OFF;
	}
	WRITE_ONCE(rec->pending, pending);
	/* Events are fast again once it is acted on. If nothing is pending, leave them fast. */
	if (pending)
		WRITE_ONCE(rec->quick, NULL);
}

/* The vCPU's thread has acted on a control: its events may be fast again if no other is pending. */
static void record_set_quick(struct record *rec)
{
	rec->next_exit = LOOK_CLOSER;
	if (!rec->pending)
		WRITE_ONCE(rec->quick, rec->vcpu);
}
NOKPROBE_SYMBOL(record_set_quick);

/*
 * The lock is taken for each record, to hold it shortly. A record made meanwhile
 * already sees the new controls.
 */
static void registry_set_all_pending(u32 pending)
{
	unsigned long flags;
	unsigned int n;

	lockdep_assert_held(&registry.readers);
	for (n = 0; n < registry.size; n++) {
		struct record *rec = &registry.records[n];

		if (READ_ONCE(rec->state) == RECORD_FREE)
			continue;
		raw_spin_lock_irqsave(&registry.lock, flags);
		if (rec->state == RECORD_LIVE || rec->state == RECORD_DEAD)
			registry_set_pending(rec, pending);
		raw_spin_unlock_irqrestore(&registry.lock, flags);
	}
	/* Wait for handlers that read `pending` before it was written. */
	synchronize_rcu();
}

static void registry_reset_ended(void)
{
	unsigned int n;

	registry_forget_vms(0);
	for (n = 0; n < registry.size; n++)
		if (READ_ONCE(registry.records[n].state) == RECORD_KEPT)
			record_zero(&registry.records[n]);
}

void registry_reset(void)
{
	unsigned long flags;

	registry_read_begin();
	/*
	 * Before the base of what is unattributed is read: what was noted of a vCPU until now is
	 * either in the base or forgotten.
	 */
	raw_spin_lock_irqsave(&registry.lock, flags);
	registry.created.resets++;
	raw_spin_unlock_irqrestore(&registry.lock, flags);
	registry_reset_ended();
	registry.vms_forgotten = 0;
	memset(&registry.forgotten, 0, sizeof(registry.forgotten));
	memset(&registry.unattributed_base, 0,
	       sizeof(registry.unattributed_base));
	registry_unattributed_ever(&registry.unattributed_base);
	registry.since = ktime_get_real_ns();
	registry.begun = !registry.paused;
	if (registry.times)
		registry.times_since = registry.since;

	raw_spin_lock_irqsave(&registry.lock, flags);
	registry.vcpus_ended = 0;
	registry.vcpus_replaced = 0;
	registry.created.unnoted = 0;
	WRITE_ONCE(registry.reset_era, registry.created.period);
	registry.exits_earlier = 0;
	registry.reset_at = arch_clock_now();
	raw_spin_unlock_irqrestore(&registry.lock, flags);
	registry_set_all_pending(PENDING_RESET);
	registry_read_end();
}

void registry_filter(pid_t pid, u64 vm)
{
	unsigned long flags;

	registry_read_begin();
	if (registry.filter_pid != pid || registry.filter_vm != vm) {
		raw_spin_lock_irqsave(&registry.lock, flags);
		WRITE_ONCE(registry.filter_pid, pid);
		WRITE_ONCE(registry.filter_vm, vm);
		created_next_period(&registry.created);
		raw_spin_unlock_irqrestore(&registry.lock, flags);
		registry_set_all_pending(0);
	}
	registry_read_end();
}

static void registry_set_paused(bool paused)
{
	unsigned long flags;

	registry_read_begin();
	raw_spin_lock_irqsave(&registry.lock, flags);
	WRITE_ONCE(registry.paused, paused);
	registry.begun |= !paused;
	created_next_period(&registry.created);
	raw_spin_unlock_irqrestore(&registry.lock, flags);
	registry_set_all_pending(0);
	registry_read_end();
}

void registry_pause(void)
{
	registry_set_paused(true);
}

void registry_resume(void)
{
	registry_set_paused(false);
}

void record_times_stop(struct record *rec)
{
	struct times *t = READ_ONCE(rec->times);
	u32 seq;

	if (!t)
		return;
	seq = times_write_begin(t);
	times_stop(t, rec->off_at);
	times_write_end(t, seq);
}
NOKPROBE_SYMBOL(record_times_stop);

void record_reset(struct record *rec)
{
	struct times *t = READ_ONCE(rec->times);
	struct hot *hot = READ_ONCE(rec->hot);
	unsigned long flags;
	u32 seq = 0;

	/*
	 * These are up to 15 KB, mostly not in a cache: not under the lock, for which all
	 * CPUs would wait after a reset. Readers take all of the record for zero.
	 */
	memset(&rec->c, 0, sizeof(rec->c));
	if (hot)
		memset(hot, 0, sizeof(*hot));
	if (t) {
		seq = times_write_begin(t);
		times_zero(t);
	}

	raw_spin_lock_irqsave(&registry.lock, flags);
	/* There may have been one more reset meanwhile. */
	if (t)
		times_begin_at(t, registry.reset_at);
	/* The exit was open before the pause, and so before this reset: it does not count. */
	if (rec->pending & PENDING_WAS_OFF && rec->off_at <= registry.reset_at)
		exit_frame_end(&rec->frame);
	/* An exit from before the reset causes no return after it. */
	WRITE_ONCE(rec->run_exits, rec->seen_exits);
	/* Readers take all of the record for zero until they see this. */
	smp_store_release(&rec->pending, rec->pending & ~PENDING_RESET);
	record_set_quick(rec);
	raw_spin_unlock_irqrestore(&registry.lock, flags);
	if (t)
		times_write_end(t, seq);
}
NOKPROBE_SYMBOL(record_reset);

void record_resync(struct record *rec, const struct kvm_vcpu *vcpu,
		   bool at_exit)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&registry.lock, flags);
	if (rec->pending & PENDING_WAS_OFF) {
		record_times_stop(rec);
		WRITE_ONCE(rec->seen_exits, exits_before(vcpu, at_exit));
		WRITE_ONCE(rec->run_exits, rec->seen_exits);
		arch_stats_read(&rec->frame.stats, vcpu);
		rec->in_run = false;
		/* While it is still off keep PENDING_WAS_OFF: resync again when it is on. */
		if (!(rec->pending & PENDING_OFF))
			WRITE_ONCE(rec->pending,
				   rec->pending & ~PENDING_WAS_OFF);
		record_set_quick(rec);
	}
	raw_spin_unlock_irqrestore(&registry.lock, flags);
}
NOKPROBE_SYMBOL(record_resync);

bool unattributed_is_off_for(pid_t pid)
{
	pid_t filter_pid = READ_ONCE(registry.filter_pid);

	return READ_ONCE(registry.paused) || READ_ONCE(registry.filter_vm) ||
	       (filter_pid && filter_pid != pid);
}
NOKPROBE_SYMBOL(unattributed_is_off_for);

bool unattributed_era_is_over(u32 era)
{
	return (s32)(READ_ONCE(registry.reset_era) - era) > 0;
}
NOKPROBE_SYMBOL(unattributed_era_is_over);

bool unattributed_is_off(void)
{
	return unattributed_is_off_for(task_tgid_nr(current));
}
NOKPROBE_SYMBOL(unattributed_is_off);

bool unattributed_counts(u32 *era)
{
	*era = READ_ONCE(registry.created.period);
	/* Pairs with created_next_period(): in the period of a pause, the pause is seen. */
	smp_rmb();
	return !unattributed_is_off();
}
NOKPROBE_SYMBOL(unattributed_counts);
