/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ptrmap.h - map from a live object's address to a value, read without locks.
 *
 * Open addressing over a fixed array. When a key goes, those behind it move up: no
 * mark stays where it was. Marks would fill the map in the end, since anybody with
 * /dev/kvm can make and end vCPUs for ever, and then each search for an absent key
 * would go through the whole map. A sequence count tells readers of such a move. No
 * allocation after ptrmap_init().
 *
 * Writers exclude each other (the caller's lock). A reader may look up only a key that
 * nobody inserts at the same time: here the object behind the key is in use by the very
 * thread that looks it up. If somebody removes the key meanwhile, it is found or not.
 */
#ifndef KVMTRAP_PTRMAP_H
#define KVMTRAP_PTRMAP_H

#include <linux/compiler.h>
#include <linux/hash.h>
#include <linux/seqlock.h>
#include <linux/types.h>

struct ptrmap_slot {
	const void *key;	/* NULL: free */
	void *value;
};

struct ptrmap {
	struct ptrmap_slot *slots;
	u32 shift, mask;
	seqcount_t moves;	/* odd while keys move */
};

/**
 * ptrmap_hash() - the first slot in which @key can be
 * @map: the map
 * @key: an object's address
 *
 * Objects are rarely less than a cache line apart, so the low bits say nothing.
 * It is as hash_32(), but the compiler makes its constant in half as many
 * instructions as that of hash_64().
 *
 * Context: any.
 * Return: the slot's number.
 */
static __always_inline u32 ptrmap_hash(const struct ptrmap *map,
				       const void *key)
{
	return (u32)((unsigned long)key >> 6) * GOLDEN_RATIO_32 >> map->shift;
}

/**
 * ptrmap_init() - take the memory of a map
 * @map: the map
 * @entries: how many keys it can hold; it is a quarter full with them
 *
 * Context: process, may sleep.
 * Return: 0 or -ENOMEM.
 */
int ptrmap_init(struct ptrmap *map, unsigned int entries);

/**
 * ptrmap_free() - free the memory of a map
 * @map: the map; also after ptrmap_init() failed
 *
 * Context: process, may sleep. Nobody uses @map any more.
 */
void ptrmap_free(struct ptrmap *map);

/**
 * ptrmap_bytes() - how much memory the slots of @map take
 * @map: the map
 *
 * Context: any.
 * Return: bytes.
 */
size_t ptrmap_bytes(const struct ptrmap *map);

/**
 * ptrmap_find() - look up a key
 * @map: the map
 * @key: an object's address
 *
 * Context: any; takes no lock, but waits while a writer moves keys, and looks again
 * then. Nobody inserts @key meanwhile.
 * Return: its value, or NULL if @key is not in the map.
 */
void *ptrmap_find(const struct ptrmap *map, const void *key);

/**
 * ptrmap_insert() - add a key
 * @map: the map, which holds fewer keys than ptrmap_init() was told
 * @key: an object's address, which is not in the map
 * @value: its value
 *
 * Context: any, under the lock of the map's writers.
 */
void ptrmap_insert(struct ptrmap *map, const void *key, void *value);

/**
 * ptrmap_remove() - take a key out
 * @map: the map
 * @key: an object's address; nothing is done if it is not in the map
 *
 * Context: any, under the lock of the map's writers, with preemption off.
 */
void ptrmap_remove(struct ptrmap *map, const void *key);

#endif
