// SPDX-License-Identifier: GPL-2.0-only
/*
 * record.c - records: made and retired by probe handlers.
 */
#include <linux/jiffies.h>
#include <linux/kprobes.h>

#include "handler.h"

/*
 * Set by registry_init(), and not here: older kernels do not relocate the per-CPU data of a
 * module.
 */
DEFINE_PER_CPU(struct record *, record_recent);

struct registry registry = {
	.lock = __RAW_SPIN_LOCK_UNLOCKED(registry.lock),
	.readers = __MUTEX_INITIALIZER(registry.readers),
	.paused = true,
};

/* Take over what the vCPU did before its first exit that is seen. */
static void record_take_over(struct record *rec, struct created *c, u64 earlier)
{
	bool whole = c && created_whole(&registry.created, c);
	int i;

	rec->in_run = c && c->in_run;
	WRITE_ONCE(rec->seen_exits, whole ? 0 : earlier);
	WRITE_ONCE(rec->run_exits, rec->seen_exits);
	if (!whole)
		registry.exits_earlier += earlier;
	if (!whole || rec->pending)
		return;
	created_catch_up(&registry.created, c);
	for (i = 0; i < KVMTRAP_NR_RETURNS; i++)
		rec->c.returns[i] = c->returns[i];
}
NOKPROBE_SYMBOL(record_take_over);

/* Its counters are zero already: record_free() zeroed them, where time does not matter. */
static void record_init(struct record *rec, struct kvm_vcpu *vcpu,
			struct vm *vm, struct created *c, bool at_exit)
{
	rec->tid = task_pid_nr(current);
	rec->vm = vm;
	rec->vm->live++;
	rec->vm->unfolded++;
	WRITE_ONCE(rec->vcpu, vcpu);
	rec->vcpu_id = vcpu->vcpu_id;
	rec->facts = 0;		/* read at the first exit, without `lock` */
	rec->next_exit = LOOK_CLOSER;
	rec->pending = 0;
	if (registry_vm_is_off(vm)) {
		rec->pending = PENDING_OFF | PENDING_WAS_OFF;
		rec->off_at = arch_clock_now();
	}
	WRITE_ONCE(rec->quick, rec->pending ? NULL : vcpu);
	record_take_over(rec, c, exits_before(vcpu, at_exit));
	user_takes(vm->user, SHARED_RECORDS);
}
NOKPROBE_SYMBOL(record_init);

static struct record *record_take(struct kvm_vcpu *vcpu, bool at_exit, bool ends)
{
	struct created *c = created_of(vcpu);
	/* The process that closes the last descriptor need not be the VM's owner. */
	struct vm *vm = vm_of(vcpu, ends ? c : NULL);
	struct record *rec = NULL;

	if (vm) {
		rec = list_first_entry(&registry.free_records, struct record,
				       free_node);
		list_del_init(&rec->free_node);
		registry.records_used++;
		registry.records_most = max(registry.records_most,
					    registry.records_used);
		record_init(rec, vcpu, vm, c, at_exit);
		ptrmap_insert(&registry.by_vcpu, vcpu, rec);
		/* Readers that see it live see all of the above. */
		smp_store_release(&rec->state, RECORD_LIVE);
	}
	if (c) {
		if (!rec)
			created_refused(vcpu, at_exit, c,
					ends ? created_pid(&registry.created, c) :
						task_tgid_nr(current));
		created_remove(&registry.created, &registry.shares, c);
	}
	return rec;
}
NOKPROBE_SYMBOL(record_take);

/*
 * The end of its vCPU was not seen, nor what became of its last exit and when.
 * A control that was written since its last event has still to be acted on.
 */
static void record_abandon(struct record *rec)
{
	struct times *t = READ_ONCE(rec->times);
	unsigned long flags;

	if (READ_ONCE(rec->pending) & PENDING_RESET)
		record_reset(rec);
	if (rec->frame.open && !rec->frame.counted)
		count(&rec->c.lost, 1);
	exit_frame_end(&rec->frame);
	/* Whoever writes a control may be changing `pending`: read it under the lock. */
	raw_spin_lock_irqsave(&registry.lock, flags);
	if (rec->pending & PENDING_WAS_OFF)
		record_times_stop(rec);
	else if (t)
		times_end(t, TIMES_UNSURE);
	raw_spin_unlock_irqrestore(&registry.lock, flags);
}
NOKPROBE_SYMBOL(record_abandon);

static void record_end(struct record *rec, bool replaced)
{
	struct vm *vm = rec->vm;
	unsigned long flags;

	if (replaced)
		record_abandon(rec);
	raw_spin_lock_irqsave(&registry.lock, flags);
	ptrmap_remove(&registry.by_vcpu, rec->vcpu);
	WRITE_ONCE(rec->vcpu, NULL);
	WRITE_ONCE(rec->quick, NULL);
	record_leave_thread(rec);
	registry.vcpus_replaced += replaced;
	registry.vcpus_ended += !replaced;
	user_gives(&registry.shares, vm->user, SHARED_RECORDS);
	if (!--vm->live)
		vm_end(vm);
	WRITE_ONCE(rec->state, RECORD_DEAD);
	raw_spin_unlock_irqrestore(&registry.lock, flags);

	llist_add(&rec->dead_node, &registry.dead);
	schedule_work(&registry.fold_work);
}
NOKPROBE_SYMBOL(record_end);

void record_drop_stale(const struct kvm_vcpu *vcpu)
{
	struct record *rec = ptrmap_find(&registry.by_vcpu, vcpu);

	if (rec)
		record_end(rec, true);
}
NOKPROBE_SYMBOL(record_drop_stale);

/*
 * The VM that this CPU last had no record for, and when. Its vCPUs exit on, and
 * not each of these exits should take the lock.
 */
struct refused {
	const struct kvm *kvm;
	unsigned long at;
};

static DEFINE_PER_CPU(struct refused, refused);

struct record *record_make(struct kvm_vcpu *vcpu, bool at_exit, bool ends)
{
	struct refused *last = this_cpu_ptr(&refused);
	struct record *rec;
	unsigned long flags;

	record_drop_stale(vcpu);
	if (last->kvm == vcpu->kvm && time_is_after_eq_jiffies(last->at) &&
	    !created_find(&registry.created, vcpu))
		return NULL;
	raw_spin_lock_irqsave(&registry.lock, flags);
	rec = record_take(vcpu, at_exit, ends);
	raw_spin_unlock_irqrestore(&registry.lock, flags);
	last->kvm = rec ? NULL : vcpu->kvm;
	last->at = jiffies;
	return rec;
}
NOKPROBE_SYMBOL(record_make);

void record_retire(struct record *rec)
{
	record_end(rec, false);
}
NOKPROBE_SYMBOL(record_retire);

struct counters *registry_unattributed(void)
{
	return this_cpu_ptr(registry.unattributed);
}
NOKPROBE_SYMBOL(registry_unattributed);
