// SPDX-License-Identifier: GPL-2.0-only
/*
 * totals.c - the registry's readers: sums that never go back while vCPUs come
 * and go.
 */
#include <linux/cpumask.h>
#include <linux/percpu.h>
#include <linux/string.h>

#include "private.h"
#include "read.h"

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

void record_latency(const struct record *rec, struct latency latency[KVMTRAP_NR_LATENCIES])
{
	if (rec->times && !record_is_reset(rec))
		times_add_latency(latency, rec->times);
}

unsigned int record_hot(const struct record *rec, enum hot_kind kind,
			struct hot_entry list[HOT_ROOM], u64 *over)
{
	if (!rec->hot || record_is_reset(rec))
		return 0;
	*over += READ_ONCE(rec->hot->over[kind]);
	return hot_list(list, rec->hot, kind);
}

/* Each CPU's counters have that CPU as their only writer. */
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
	sum->nested -= base->nested;
	sum->reentered -= base->reentered;
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
			 ptrmap_bytes(&registry.by_task) +
			 created_bytes(&registry.created) +
			 shares_bytes(&registry.shares) +
			 (registry.times ? registry.size * sizeof(struct times) : 0) +
			 (registry.hot ? registry.size * sizeof(struct hot) : 0) +
			 num_possible_cpus() * sizeof(struct counters),
	};
}
