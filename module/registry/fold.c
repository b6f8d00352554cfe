// SPDX-License-Identifier: GPL-2.0-only
/*
 * fold.c - what becomes of records and VMs that have ended: their counters move,
 * and their memory is free again.
 */
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/llist.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/workqueue.h>

#include "private.h"
#include "read.h"

void record_zero(struct record *rec)
{
	memset(&rec->c, 0, sizeof(rec->c));
	if (rec->times)
		memset(rec->times, 0, sizeof(*rec->times));
	if (rec->hot)
		memset(rec->hot, 0, sizeof(*rec->hot));
}

static void record_free(struct record *rec)
{
	unsigned long flags;

	record_zero(rec);
	memset(&rec->frame, 0, sizeof(rec->frame));
	raw_spin_lock_irqsave(&registry.lock, flags);
	WRITE_ONCE(rec->state, RECORD_FREE);
	list_add(&rec->free_node, &registry.free_records);
	registry.records_used--;
	raw_spin_unlock_irqrestore(&registry.lock, flags);
}

/*
 * The next to go: the oldest of the user who has most of them, so that nobody
 * can push out what others have left by making many of his own.
 */
static struct vm *vm_to_forget(void)
{
	struct vm *vm, *found = NULL;

	list_for_each_entry(vm, &registry.ended_vms, node)
		if (!found || vm->ended_of_user > found->ended_of_user)
			found = vm;
	return found;
}

/* One more, or one less, of the listed VMs that have ended is @uid's. */
static unsigned int vms_ended_of(uid_t uid, int change)
{
	unsigned int n = 0;
	struct vm *vm;

	list_for_each_entry(vm, &registry.ended_vms, node)
		if (vm->uid == uid)
			n = vm->ended_of_user += change;
	return n;
}

void registry_forget_vms(unsigned int keep)
{
	while (registry.vms_ended > keep) {
		struct vm *vm = keep ? vm_to_forget() :
			list_first_entry(&registry.ended_vms, struct vm, node);
		/* Once @vm is free a handler may have taken it for another VM. */
		struct record *kept = vm->kept;
		unsigned long flags;

		record_sum(kept, &registry.forgotten);
		registry.vms_forgotten++;
		registry.vms_ended--;
		list_del_init(&vm->node);
		vms_ended_of(vm->uid, -1);

		/* The VM first: there are never fewer free VMs than free records. */
		raw_spin_lock_irqsave(&registry.lock, flags);
		list_add(&vm->node, &registry.free_vms);
		raw_spin_unlock_irqrestore(&registry.lock, flags);
		record_free(kept);
		cond_resched();
	}
}

static void record_fold(struct record *rec)
{
	struct vm *vm = rec->vm;
	unsigned long flags;
	bool ended;

	if (vm->kept) {
		record_sum(rec, &vm->kept->c);
		if (rec->times && !record_is_reset(rec))
			times_add(vm->kept->times, rec->times);
		if (rec->hot && !record_is_reset(rec))
			hot_add(vm->kept->hot, rec->hot);
		record_free(rec);
	} else {
		/* What was counted before a reset must not come back. */
		if (record_is_reset(rec))
			record_zero(rec);
		rec->pending = 0;
		vm->kept = rec;
		WRITE_ONCE(rec->state, RECORD_KEPT);
	}

	raw_spin_lock_irqsave(&registry.lock, flags);
	ended = !--vm->unfolded;
	raw_spin_unlock_irqrestore(&registry.lock, flags);
	if (ended) {
		vm->ended_of_user = vms_ended_of(vm->uid, 1) ?: 1;
		list_add_tail(&vm->node, &registry.ended_vms);
		registry.vms_ended++;
	}
}

void registry_fold(void)
{
	struct record *rec, *next;

	lockdep_assert_held(&registry.readers);
	llist_for_each_entry_safe(rec, next, llist_del_all(&registry.dead),
				  dead_node) {
		record_fold(rec);
		cond_resched();
	}
	registry_forget_vms(min(ENDED_VMS_KEPT, registry.size / 4));
}

static void registry_fold_work(struct work_struct *work)
{
	mutex_lock(&registry.readers);
	registry_fold();
	mutex_unlock(&registry.readers);
}

void registry_fold_init(void)
{
	INIT_WORK(&registry.fold_work, registry_fold_work);
}
