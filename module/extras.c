// SPDX-License-Identifier: GPL-2.0-only
/*
 * extras.c - memory of the registry's records that is there only while it is
 * wanted: times, and what they trapped on.
 */
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "registry_private.h"

static void *alloc(size_t each)
{
	return __vmalloc(array_size(registry.size, each),
			 GFP_KERNEL | __GFP_ZERO | __GFP_NOWARN);
}

static void release(void *memory)
{
	/* Handlers run with preemption off. */
	synchronize_rcu();
	vfree(memory);
}

int registry_times_alloc(void)
{
	struct times *times = alloc(sizeof(*times));
	unsigned int n;

	if (!times)
		return -ENOMEM;
	registry_read_begin();
	registry.times = times;
	for (n = 0; n < registry.size; n++) {
		/* Whoever sees the pointer sees zeroes. */
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
	registry_read_end();
	release(times);
}

int registry_hot_alloc(void)
{
	struct hot *hot = alloc(sizeof(*hot));
	unsigned int n;

	if (!hot)
		return -ENOMEM;
	registry_read_begin();
	registry.hot = hot;
	for (n = 0; n < registry.size; n++) {
		/* Whoever sees the pointer sees zeroes. */
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
	release(hot);
}
