// SPDX-License-Identifier: GPL-2.0-only
/*
 * totals.c - the registry's side of process context: sums that never go back
 * while vCPUs come and go, and reset.
 */
#include <linux/kernel.h>
#include <linux/ktime.h>

#include "registry_private.h"

/* Under `readers`, so that times and hot stay what they are. */
static void record_zero(struct record *rec)
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

/* Ended VMs beyond @keep, the oldest first, remain in the totals only. */
static void forget_vms(unsigned int keep)
{
	while (registry.vms_ended > keep) {
		struct vm *vm = list_first_entry(&registry.ended_vms,
						 struct vm, node);
		unsigned long flags;

		record_sum(vm->kept, &registry.forgotten);
		registry.vms_forgotten++;
		registry.vms_ended--;
		list_del_init(&vm->node);

		/* In this order: never fewer free VMs than free records. */
		raw_spin_lock_irqsave(&registry.lock, flags);
		list_add(&vm->node, &registry.free_vms);
		raw_spin_unlock_irqrestore(&registry.lock, flags);
		record_free(vm->kept);
	}
}

static void fold_record(struct record *rec)
{
	struct vm *vm = rec->vm;
	unsigned long flags;
	bool ended;

	if (vm->kept) {
		record_sum(rec, &vm->kept->c);
		if (rec->times)
			record_spread(rec, vm->kept->times);
		if (rec->hot)
			record_hot(rec, vm->kept->hot);
		record_free(rec);
	} else {
		/* What was counted before a reset must not come back. */
		if (rec->reset_generation != registry.reset_generation)
			record_zero(rec);
		rec->reset_generation = registry.reset_generation;
		vm->kept = rec;
		WRITE_ONCE(rec->state, RECORD_KEPT);
	}

	raw_spin_lock_irqsave(&registry.lock, flags);
	ended = !--vm->unfolded;
	raw_spin_unlock_irqrestore(&registry.lock, flags);
	if (ended) {
		list_add_tail(&vm->node, &registry.ended_vms);
		registry.vms_ended++;
	}
}

void registry_fold(void)
{
	struct record *rec, *next;

	lockdep_assert_held(&registry.readers);
	llist_for_each_entry_safe(rec, next, llist_del_all(&registry.dead),
				  dead_node)
		fold_record(rec);
	forget_vms(min(ENDED_VMS_KEPT, registry.size / 4));
}

void registry_read_begin(void)
{
	mutex_lock(&registry.readers);
	registry_fold();
}

void registry_read_end(void)
{
	mutex_unlock(&registry.readers);
}

unsigned int registry_size(void)
{
	return registry.size;
}

const struct record *registry_record(unsigned int n)
{
	const struct record *rec = &registry.records[n];

	/* Pairs with the release that made it live. */
	return smp_load_acquire(&rec->state) == RECORD_FREE ? NULL : rec;
}

void record_sum(const struct record *rec, struct counters *sum)
{
	/* After a reset a record is zeroed at its vCPU's next exit. */
	if (smp_load_acquire(&rec->reset_generation) ==
	    registry.reset_generation)
		counters_add(sum, &rec->c);
}

static bool record_is_reset(const struct record *rec)
{
	/* Pairs with the release in record_fall_in_step(). */
	return smp_load_acquire(&rec->reset_generation) !=
	       registry.reset_generation;
}

bool record_times(const struct record *rec, struct times_view *v)
{
	bool running = READ_ONCE(rec->state) == RECORD_LIVE && !(registry.generation & 1);

	memset(v, 0, sizeof(*v));
	if (!rec->times)
		return false;
	if (!record_is_reset(rec)) {
		times_view(v, rec->times, running &&
			   READ_ONCE(rec->generation) == registry.generation);
		return true;
	}
	/* All zero, but for what it has been in since. */
	if (running && READ_ONCE(rec->times->last) &&
	    (s32)(READ_ONCE(rec->generation) - registry.resumed) >= 0) {
		v->state = READ_ONCE(rec->times->state);
		v->present = clock_now() - registry.reset_at;
	}
	return true;
}

void record_spread(const struct record *rec, struct times *t)
{
	if (rec->times && !record_is_reset(rec))
		times_add(t, rec->times);
}

bool record_hot(const struct record *rec, struct hot *sum)
{
	if (!rec->hot)
		return false;
	if (!record_is_reset(rec))
		hot_add(sum, rec->hot);
	return true;
}

/* Since load: each CPU's counters have that CPU as their only writer. */
static void unattributed_ever(struct counters *sum)
{
	int cpu;

	for_each_possible_cpu(cpu)
		counters_add(sum, per_cpu_ptr(registry.unattributed, cpu));
}

void unattributed_sum(struct counters *sum)
{
	const struct counters *base = &registry.unattributed_base;
	int i;

	unattributed_ever(sum);
	for (i = 0; i < KVMTRAP_NR_REASONS; i++)
		sum->exits[i] -= base->exits[i];
	for (i = 0; i < KVMTRAP_NR_RETURNS; i++)
		sum->returns[i] -= base->returns[i];
	sum->lost -= base->lost;
}

void host_sum(struct counters *sum)
{
	unsigned int n;

	counters_add(sum, &registry.forgotten);
	unattributed_sum(sum);
	for (n = 0; n < registry.size; n++) {
		const struct record *rec = registry_record(n);

		if (rec)
			record_sum(rec, sum);
	}
}

void registry_stats(struct registry_stats *stats)
{
	*stats = (struct registry_stats) {
		.records_used = registry.records_used,
		.records_most = registry.records_most,
		.vms_live = registry.vms_live,
		.vms_ended = registry.vms_ended,
		.vms_forgotten = registry.vms_forgotten,
		.vcpus_ended = registry.vcpus_ended,
		.vcpus_replaced = registry.vcpus_replaced,
		.since = registry.since,
		.bytes = registry.size * (sizeof(struct record) +
					  sizeof(struct vm)) +
			 ptrmap_bytes(&registry.by_vcpu) +
			 ptrmap_bytes(&registry.by_kvm) +
			 (registry.times ? registry.size * sizeof(struct times) : 0) +
			 (registry.hot ? registry.size * sizeof(struct hot) : 0) +
			 num_possible_cpus() * sizeof(struct counters),
	};
}

static void next_generation(u32 step)
{
	WRITE_ONCE(registry.ran_out, false);
	/* Cleared before: what a younger VMM makes of it stays. */
	smp_wmb();
	WRITE_ONCE(registry.stepped_at, ktime_get_ns());
	/* Whoever sees the new one sees what has been written before. */
	smp_store_release(&registry.generation, registry.generation + step);
}

void registry_reset(void)
{
	unsigned int n;

	registry_read_begin();
	forget_vms(0);
	registry.vms_forgotten = 0;
	registry.vcpus_ended = 0;
	registry.vcpus_replaced = 0;
	memset(&registry.forgotten, 0, sizeof(registry.forgotten));
	memset(&registry.unattributed_base, 0,
	       sizeof(registry.unattributed_base));
	unattributed_ever(&registry.unattributed_base);

	registry.since = ktime_get_real_ns();
	WRITE_ONCE(registry.reset_at, clock_now());
	WRITE_ONCE(registry.reset_generation, registry.reset_generation + 1);
	for (n = 0; n < registry.size; n++) {
		struct record *rec = &registry.records[n];

		if (rec->state == RECORD_KEPT) {
			record_zero(rec);
			rec->reset_generation = registry.reset_generation;
		}
	}
	next_generation(2);
	registry_read_end();
}

void registry_filter(pid_t pid, u64 vm)
{
	registry_read_begin();
	WRITE_ONCE(registry.only_pid, pid);
	WRITE_ONCE(registry.only_vm, vm);
	/* All fall in step, and see it when they do. */
	next_generation(2);
	registry_read_end();
}

static void step_generation(bool paused)
{
	registry_read_begin();
	if ((registry.generation & 1) != paused) {
		if (!paused)
			WRITE_ONCE(registry.resumed, registry.generation + 1);
		next_generation(1);
	}
	registry_read_end();
}

void registry_pause(void)
{
	step_generation(true);
}

void registry_resume(void)
{
	step_generation(false);
}
