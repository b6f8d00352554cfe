// SPDX-License-Identifier: GPL-2.0-only
/*
 * totals.c - the registry's readers: sums that never go back while vCPUs come
 * and go.
 */
#include <linux/kernel.h>

#include "private.h"

/* Under `readers`, so that times and hot stay what they are. */
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
	struct vm *vm, *other, *found = NULL;
	unsigned int most = 0;

	list_for_each_entry(vm, &registry.ended_vms, node) {
		unsigned int n = 0;

		list_for_each_entry(other, &registry.ended_vms, node)
			n += other->uid == vm->uid;
		if (n > most) {
			most = n;
			found = vm;
		}
	}
	return found;
}

void registry_forget_vms(unsigned int keep)
{
	while (registry.vms_ended > keep) {
		struct vm *vm = keep ? vm_to_forget() :
			list_first_entry(&registry.ended_vms, struct vm, node);
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

static bool record_is_reset(const struct record *rec)
{
	/* Pairs with the release in record_reset(). */
	return smp_load_acquire(&rec->pending) & PENDING_RESET;
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
		if (rec->hot)
			record_hot(rec, vm->kept->hot);
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
		record_fold(rec);
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
	/* After a reset a record is zeroed at its vCPU's next event. */
	if (!record_is_reset(rec))
		counters_add(sum, &rec->c);
}

bool record_times(const struct record *rec, struct times_view *v)
{
	const struct times *t = rec->times;
	u32 seq, pending;

	if (!t) {
		memset(v, 0, sizeof(*v));
		return false;
	}
	do {
		seq = times_read_begin(t);
		pending = READ_ONCE(rec->pending);
		times_view(v, t,
			   pending & PENDING_RESET ? registry.reset_at : 0,
			   pending & PENDING_WAS_OFF ? rec->off_at : 0);
	} while (times_read_retry(t, seq));
	return true;
}

void record_latency(const struct record *rec,
		    u64 latency[TIME_LATENCIES][LATENCY_BUCKETS])
{
	int i, j;

	if (!rec->times || record_is_reset(rec))
		return;
	for (i = 0; i < TIME_LATENCIES; i++) {
		for (j = 0; j < LATENCY_BUCKETS; j++)
			latency[i][j] += READ_ONCE(rec->times->latency[i][j]);
	}
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
void registry_unattributed_ever(struct counters *sum)
{
	int cpu;

	for_each_possible_cpu(cpu)
		counters_add(sum, per_cpu_ptr(registry.unattributed, cpu));
}

void registry_unattributed_sum(struct counters *sum)
{
	const struct counters *base = &registry.unattributed_base;
	int i;

	registry_unattributed_ever(sum);
	for (i = 0; i < KVMTRAP_NR_REASONS; i++)
		sum->exits[i] -= base->exits[i];
	for (i = 0; i < KVMTRAP_NR_RETURNS; i++)
		sum->returns[i] -= base->returns[i];
	sum->lost -= base->lost;
}

void registry_forgotten_sum(struct counters *sum)
{
	counters_add(sum, &registry.forgotten);
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
		.vcpus_unnoted = registry.created.unnoted,
		.exits_earlier = registry.exits_earlier,
		.since = registry.since,
		.times_since = registry.times_since,
		.bytes = registry.size * (sizeof(struct record) +
					  sizeof(struct vm)) +
			 ptrmap_bytes(&registry.by_vcpu) +
			 ptrmap_bytes(&registry.by_kvm) +
			 created_bytes(&registry.created) +
			 shares_bytes(&registry.shares) +
			 (registry.times ? registry.size * sizeof(struct times) : 0) +
			 (registry.hot ? registry.size * sizeof(struct hot) : 0) +
			 num_possible_cpus() * sizeof(struct counters),
	};
}
