// SPDX-License-Identifier: GPL-2.0-only
/*
 * memory.c - the registry's memory: what is taken at load, and what is there
 * only while it is wanted, times and what was trapped on.
 */
#include <linux/ktime.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "alloc.h"
#include "control.h"
#include "handler.h"
#include "read.h"

/* Memory for each record. */
static void *registry_alloc(size_t each)
{
	return alloc_refusable(array_size(registry.size, each));
}

static int registry_alloc_all(unsigned int max_vcpus)
{
	registry.records = registry_alloc(sizeof(struct record));
	registry.vms = registry_alloc(sizeof(struct vm));
	registry.unattributed = alloc_percpu_gfp(struct counters,
						 GFP_KERNEL | __GFP_NOWARN);
	if (!registry.records || !registry.vms || !registry.unattributed)
		return -ENOMEM;
	return ptrmap_init(&registry.by_vcpu, max_vcpus) ?:
	       ptrmap_init(&registry.by_kvm, max_vcpus) ?:
	       ptrmap_init(&registry.by_task, max_vcpus) ?:
	       created_init(&registry.created, max_vcpus) ?:
	       /* A user holds a record, or a vCPU that was created. */
	       shares_init(&registry.shares, 2 * max_vcpus);
}

/* A record of no vCPU: what a CPU has at hand before its first event. */
static struct record record_of_none;

int registry_init(unsigned int max_vcpus)
{
	unsigned int n;
	int cpu;

	registry.size = max_vcpus;
	registry.since = ktime_get_real_ns();
	INIT_LIST_HEAD(&registry.free_records);
	INIT_LIST_HEAD(&registry.free_vms);
	INIT_LIST_HEAD(&registry.ended_vms);
	registry_fold_init();
	if (registry_alloc_all(max_vcpus)) {
		registry_exit();
		return -ENOMEM;
	}
	for_each_possible_cpu(cpu)
		per_cpu(record_recent, cpu) = &record_of_none;
	for (n = 0; n < max_vcpus; n++) {
		list_add_tail(&registry.records[n].free_node,
			      &registry.free_records);
		list_add_tail(&registry.vms[n].node, &registry.free_vms);
	}
	return 0;
}

void registry_exit(void)
{
	cancel_work_sync(&registry.fold_work);
	shares_exit(&registry.shares);
	created_exit(&registry.created);
	ptrmap_free(&registry.by_task);
	ptrmap_free(&registry.by_kvm);
	ptrmap_free(&registry.by_vcpu);
	free_percpu(registry.unattributed);
	vfree(registry.hot);
	vfree(registry.times);
	vfree(registry.vms);
	vfree(registry.records);
}

static void registry_release(void *memory)
{
	/* Handlers that may still use it run with preemption off: wait for them. */
	synchronize_rcu();
	vfree(memory);
}

int registry_times_alloc(void)
{
	struct times *times = registry_alloc(sizeof(*times));
	unsigned int n;

	if (!times)
		return -ENOMEM;
	registry_read_begin();
	registry.times = times;
	registry.times_since = registry.begun ? ktime_get_real_ns() :
						registry.since;
	for (n = 0; n < registry.size; n++) {
		/* A handler that sees the pointer sees zeroes. */
		smp_store_release(&registry.records[n].times, &times[n]);
	}
	registry_read_end();
	return 0;
}

void registry_times_free(void)
{
	struct times *times = registry.times;
	unsigned int n;

	registry_read_begin();
	for (n = 0; n < registry.size; n++)
		WRITE_ONCE(registry.records[n].times, NULL);
	registry.times = NULL;
	registry.times_since = 0;
	registry_read_end();
	registry_release(times);
}

int registry_hot_alloc(void)
{
	struct hot *hot = registry_alloc(sizeof(*hot));
	unsigned int n;

	if (!hot)
		return -ENOMEM;
	registry_read_begin();
	registry.hot = hot;
	for (n = 0; n < registry.size; n++) {
		/* A handler that sees the pointer sees zeroes. */
		smp_store_release(&registry.records[n].hot, &hot[n]);
	}
	registry_read_end();
	return 0;
}

void registry_hot_free(void)
{
	struct hot *hot = registry.hot;
	unsigned int n;

	registry_read_begin();
	for (n = 0; n < registry.size; n++)
		WRITE_ONCE(registry.records[n].hot, NULL);
	registry.hot = NULL;
	registry_read_end();
	registry_release(hot);
}
