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

/*
 * Objects are rarely less than a cache line apart. As hash_32(), but the
 * compiler has the constant in half as many instructions as hash_64()'s.
 */
static __always_inline u32 ptrmap_hash(const struct ptrmap *map,
				       const void *key)
{
	return (u32)((unsigned long)key >> 6) * GOLDEN_RATIO_32 >> map->shift;
}

/* Room for @entries at a quarter of the load. 0 or -ENOMEM. */
int ptrmap_init(struct ptrmap *map, unsigned int entries);
void ptrmap_free(struct ptrmap *map);
size_t ptrmap_bytes(const struct ptrmap *map);

/* NULL when @key is not in the map. */
void *ptrmap_find(const struct ptrmap *map, const void *key);

/*
 * ptrmap_find_quick - NULL also when @key is not in the first slot it could
 * be in, where at this load most keys are
 */
static __always_inline void *ptrmap_find_quick(const struct ptrmap *map,
					       const void *key)
{
	const struct ptrmap_slot *slot = &map->slots[ptrmap_hash(map, key)];

	return READ_ONCE(slot->key) == key ? READ_ONCE(slot->value) : NULL;
}

/* @key must not be in the map, nor as many as ptrmap_init() was told. */
void ptrmap_insert(struct ptrmap *map, const void *key, void *value);

/* The value that @key had, or NULL. */
void *ptrmap_remove(struct ptrmap *map, const void *key);

#endif
