// SPDX-License-Identifier: GPL-2.0-only
/*
 * ptrmap.c - see ptrmap.h.
 */
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>

#include "alloc.h"
#include "ptrmap.h"

static unsigned int slot_count(const struct ptrmap *map)
{
	return map->mask + 1;
}

int ptrmap_init(struct ptrmap *map, unsigned int entries)
{
	seqcount_init(&map->moves);
	map->mask = roundup_pow_of_two(4 * entries) - 1;
	map->shift = 32 - ilog2(map->mask + 1);
	map->slots = alloc_refusable(ptrmap_bytes(map));
	return map->slots ? 0 : -ENOMEM;
}

void ptrmap_free(struct ptrmap *map)
{
	vfree(map->slots);
	map->slots = NULL;
}

size_t ptrmap_bytes(const struct ptrmap *map)
{
	return sizeof(*map->slots) * slot_count(map);
}

static __always_inline struct ptrmap_slot *
nth_slot(const struct ptrmap *map, unsigned int n)
{
	return &map->slots[n & map->mask];
}

static __always_inline struct ptrmap_slot *
find_slot(const struct ptrmap *map, const void *key, unsigned int *at)
{
	unsigned int first = ptrmap_hash(map, key), i;

	for (i = 0; i < slot_count(map); i++) {
		struct ptrmap_slot *slot = nth_slot(map, first + i);
		const void *found = READ_ONCE(slot->key);

		if (found == key) {
			*at = first + i;
			return slot;
		}
		if (!found)
			break;
	}
	return NULL;
}

void *ptrmap_find(const struct ptrmap *map, const void *key)
{
	const struct ptrmap_slot *slot;
	unsigned int seq, at;
	void *value;

	do {
		seq = raw_read_seqcount_begin(&map->moves);
		slot = find_slot(map, key, &at);
		value = slot ? READ_ONCE(slot->value) : NULL;
	} while (read_seqcount_retry(&map->moves, seq));
	return value;
}
NOKPROBE_SYMBOL(ptrmap_find);

void ptrmap_insert(struct ptrmap *map, const void *key, void *value)
{
	unsigned int at = ptrmap_hash(map, key);
	struct ptrmap_slot *slot = nth_slot(map, at);

	while (slot->key)
		slot = nth_slot(map, ++at);
	WRITE_ONCE(slot->value, value);
	/* A reader that sees the key sees the value. */
	smp_store_release(&slot->key, key);
}
NOKPROBE_SYMBOL(ptrmap_insert);

void ptrmap_remove(struct ptrmap *map, const void *key)
{
	struct ptrmap_slot *slot;
	unsigned int hole, at;

	if (!find_slot(map, key, &hole))
		return;
	raw_write_seqcount_begin(&map->moves);
	for (at = hole + 1; (slot = nth_slot(map, at))->key; at++) {
		/* It stays if the first slot in which it can be is behind the hole. */
		if (((at - ptrmap_hash(map, slot->key)) & map->mask) < at - hole)
			continue;
		WRITE_ONCE(nth_slot(map, hole)->value, slot->value);
		WRITE_ONCE(nth_slot(map, hole)->key, slot->key);
		hole = at;
	}
	WRITE_ONCE(nth_slot(map, hole)->key, NULL);
	raw_write_seqcount_end(&map->moves);
}
NOKPROBE_SYMBOL(ptrmap_remove);
