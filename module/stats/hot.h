/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hot.h - what exactly a vCPU trapped on, and how often: a table of bounded
 * size for each vCPU.
 *
 * An entry is made when its key first occurs, and stays: its count is exact. A
 * key that finds no room then never has an entry; how often that happened is
 * counted, by kind. A guest that makes up keys cannot make a lookup long, nor
 * push out what is there or what is of another kind.
 */
#ifndef KVMTRAP_HOT_H
#define KVMTRAP_HOT_H

#include <linux/hash.h>
#include <linux/types.h>

#include "counters.h"

/* Each kind has the same room. */
#define HOT_ROOM	72
#define HOT_ENTRIES	(HOT_KINDS * HOT_ROOM)

struct hot_entry {
	u64 key;	/* 0: free */
	u64 count;
};

struct hot {
	u64 over[HOT_KINDS];	/* for which there was no room */
	struct hot_entry entries[HOT_KINDS][HOT_ROOM];
};

extern const char *const hot_kind_names[HOT_KINDS];

/* A key is in one of so many entries, or in none. */
#define HOT_PROBES	8

/* The first of them. */
static __always_inline struct hot_entry *hot_first(struct hot *hot,
						   enum hot_kind kind, u64 key)
{
	u32 hash = (u32)(key ^ key >> 32) * GOLDEN_RATIO_32 >> 16;

	return &hot->entries[kind][hash * (HOT_ROOM - HOT_PROBES + 1) >> 16];
}

/* hot_count() where the key is not in the first. */
void hot_count_further(struct hot *hot, enum hot_kind kind, u64 key, u64 n);

/* Count @n more of @key. One writer at a time; a reader sees whole values. */
static __always_inline void hot_count(struct hot *hot, enum hot_kind kind,
				      u64 key, u64 n)
{
	struct hot_entry *e = hot_first(hot, kind, key);

	if (likely(e->key == key))
		count(&e->count, n);
	else
		hot_count_further(hot, kind, key, n);
}

/* Add a snapshot of @from to @to, which nobody else writes. */
void hot_add(struct hot *to, const struct hot *from);

#endif
