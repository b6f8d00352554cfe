/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ptrmap.h - map from a live object's address to a value, read without locks.
 *
 * Open addressing over a fixed array: a key stays in the slot where it was
 * put until it is removed, so that a lookup of a key that is present finds
 * it whatever else changes meanwhile. No allocation after ptrmap_init().
 *
 * Writers exclude each other (the caller's lock). A reader may look up only
 * a key that is neither inserted nor removed at the same time: here the
 * object behind the key is in use by the very thread that looks it up.
 */
#ifndef KVMTRAP_PTRMAP_H
#define KVMTRAP_PTRMAP_H

#include <linux/compiler.h>
#include <linux/hash.h>
#include <linux/types.h>

struct ptrmap_slot {
	const void *key;	/* NULL: free; PTRMAP_REMOVED: was in use */
	void *value;
};

struct ptrmap {
	struct ptrmap_slot *slots;
	u32 shift, mask;
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
 * Context: any; takes no lock. Nobody inserts or removes @key meanwhile.
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
 * @key: an object's address
 *
 * Context: any, under the lock of the map's writers.
 * Return: the value that @key had, or NULL if it was not in the map.
 */
void *ptrmap_remove(struct ptrmap *map, const void *key);

/**
 * ptrmap_take() - take a key out, and leave no mark
 * @map: the map
 * @key: an object's address; nothing is done if it is not in the map
 *
 * Other keys move to where it was. So it is for a map whose lookups without the lock
 * may miss a key, or find what is another's: ptrmap_remove() is for the others.
 *
 * Context: any, under the lock of the map's writers.
 */
void ptrmap_take(struct ptrmap *map, const void *key);

#endif
