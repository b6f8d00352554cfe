// SPDX-License-Identifier: GPL-2.0-only
/*
 * turn.c - what can be turned while vCPUs run: reset, pause and resume,
 * filters. Each record is told, and its vCPU's thread acts on it at its next
 * event: it is the only one that writes to its counters.
 */
#include <linux/ktime.h>
#include <linux/rcupdate.h>

#include "private.h"

/* @rec may be told no more than once what it has not acted on yet. */
static void registry_tell(struct record *rec, u32 pending)
{
	pending |= rec->pending & ~PENDING_OFF;
	if (rec->state == RECORD_LIVE && registry_vm_is_off(rec->vm)) {
		if (!(pending & PENDING_WAS_OFF))
			rec->off_at = arch_clock_now();
		pending |= PENDING_OFF | PENDING_WAS_OFF;
	}
	WRITE_ONCE(rec->pending, pending);
}

/*
 * The lock is not held for long: a vCPU that appears meanwhile finds what was
 * turned before, one that goes takes with it what it was told.
 */
static void registry_tell_all(u32 pending)
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
			registry_tell(rec, pending);
		raw_spin_unlock_irqrestore(&registry.lock, flags);
	}
	/*
	 * A handler that looked before it was told may still be counting: not
	 * when whoever turned it, or a reader after that, goes on.
	 */
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
	registry.created.resets++;
	registry.exits_earlier = 0;
	registry.reset_at = arch_clock_now();
	raw_spin_unlock_irqrestore(&registry.lock, flags);
	registry_tell_all(PENDING_RESET);
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
		registry_tell_all(0);
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
	registry_tell_all(0);
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
