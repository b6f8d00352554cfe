// SPDX-License-Identifier: GPL-2.0-only
/*
 * threads.c - which thread runs which vCPU, as the vCPU's exits tell.
 *
 * When KVM_RUN returns, KVM has put the vCPU, and nothing of the thread leads to it
 * any more. So it is noted when a vCPU exits in another thread than before. A record has
 * one thread, the last that the vCPU exited in, and a thread one record, the last
 * that exited in it: record->task is a thread exactly if by_task has the record for
 * that thread.
 */
#include <linux/kprobes.h>
#include <linux/kvm_host.h>

#include "compat.h"
#include "control.h"
#include "handler.h"
#include "read.h"

/* Under `lock`. */
void record_leave_thread(struct record *rec)
{
	if (!rec->task)
		return;
	ptrmap_remove(&registry.by_task, rec->task);
	WRITE_ONCE(rec->task, NULL);
}
NOKPROBE_SYMBOL(record_leave_thread);

void record_enter_thread(struct record *rec)
{
	struct record *other;
	unsigned long flags;

	raw_spin_lock_irqsave(&registry.lock, flags);
	record_leave_thread(rec);
	other = ptrmap_find(&registry.by_task, current);
	if (other)
		record_leave_thread(other);
	ptrmap_insert(&registry.by_task, current, rec);
	WRITE_ONCE(rec->task, current);
	WRITE_ONCE(rec->tid, task_pid_nr(current));
	raw_spin_unlock_irqrestore(&registry.lock, flags);
	/* Pairs with record_runs_here(). */
	smp_wmb();
}
NOKPROBE_SYMBOL(record_enter_thread);

/*
 * A vCPU without an exit since KVM_RUN began may be another one than that which
 * exited in this thread last. Whoever holds a vCPU's mutex in KVM_RUN runs it, and
 * then the vCPU does not go meanwhile. This is asked before `lock` is taken: see
 * current_user_number().
 */
struct record *record_held_by_thread(void)
{
	struct record *rec = ptrmap_find(&registry.by_task, current);
	const struct kvm_vcpu *vcpu = rec ? READ_ONCE(rec->vcpu) : NULL;
	unsigned long flags;
	bool held;

	if (!vcpu || !mutex_is_mine(&vcpu->mutex))
		return NULL;
	raw_spin_lock_irqsave(&registry.lock, flags);
	/* A vCPU that is not to be counted need not be found. */
	held = rec->vcpu == vcpu && rec->task == current && !record_is_off(rec) &&
	       record_is_of(rec, vcpu);
	raw_spin_unlock_irqrestore(&registry.lock, flags);
	return held ? rec : NULL;
}
NOKPROBE_SYMBOL(record_held_by_thread);

bool record_left_out_here(void)
{
	const struct record *rec = ptrmap_find(&registry.by_task, current);
	const struct kvm_vcpu *vcpu;

	if (!rec || !record_is_in_thread(rec) || !record_is_off(rec))
		return false;
	/* If it is not this thread's any more, it may go meanwhile. */
	vcpu = READ_ONCE(rec->vcpu);
	return vcpu && mutex_is_mine(&vcpu->mutex) && record_is_of(rec, vcpu);
}
NOKPROBE_SYMBOL(record_left_out_here);

void registry_forget_runs(void)
{
	unsigned int n;

	for (n = 0; n < registry.size; n++) {
		struct record *rec = &registry.records[n];

		WRITE_ONCE(rec->run_exits, rec->seen_exits);
		rec->next_exit = LOOK_CLOSER;
	}
}
