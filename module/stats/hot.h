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

#include <linux/cache.h>
#include <linux/hash.h>
#include <linux/types.h>

#include "counters.h"

/* Each kind has the same room. */
#define HOT_ROOM	72

struct hot_entry {
	u64 key;	/* 0: free */
	u64 count;
};

struct hot {
	u64 over[HOT_KINDS];	/* for which there was no room */
	struct hot_entry entries[HOT_KINDS][HOT_ROOM];
} ____cacheline_aligned;	/* that of the next vCPU follows */

extern const char *const hot_kind_names[HOT_KINDS];

/* A key is in one of so many entries, of which hot_first() is the first, or in none. */
#define HOT_PROBES	8

/**
 * hot_first() - the first of the HOT_PROBES entries that @key can be in
 * @hot: the table
 * @kind: of the key, not HOT_NONE
 * @key: what was trapped on, not 0
 *
 * Context: any.
 * Return: the entry.
 */
static __always_inline struct hot_entry *hot_first(struct hot *hot,
						   enum hot_kind kind, u64 key)
{
	u32 hash = (u32)(key ^ key >> 32) * GOLDEN_RATIO_32 >> 16;

	return &hot->entries[kind][hash * (HOT_ROOM - HOT_PROBES + 1) >> 16];
}

/**
 * hot_count_further() - hot_count() where the key is not in the first entry
 * @hot: the table
 * @kind: of the key, not HOT_NONE
 * @key: what was trapped on, not 0
 * @n: how many more
 *
 * Context: any; the table has one writer at a time.
 */
void hot_count_further(struct hot *hot, enum hot_kind kind, u64 key, u64 n);

/**
 * hot_count() - count that something was trapped on
 * @hot: the table
 * @kind: of the key, not HOT_NONE
 * @key: what was trapped on, not 0
 * @n: how many more
 *
 * Context: any; the table has one writer at a time. A reader sees whole values.
 */
static __always_inline void hot_count(struct hot *hot, enum hot_kind kind,
				      u64 key, u64 n)
{
	struct hot_entry *e = hot_first(hot, kind, key);

	if (likely(e->key == key))
		count(&e->count, n);
	else
		hot_count_further(hot, kind, key, n);
}

/**
 * hot_add() - add a snapshot of @from to @to
 * @to: a table that nobody else writes
 * @from: a table that may be counting
 *
 * Context: any.
 */
void hot_add(struct hot *to, const struct hot *from);

/**
 * hot_list() - copy the entries of one kind that are in use
 * @to: where to, in no order
 * @from: a table that may be counting
 * @kind: not HOT_NONE
 *
 * Context: any.
 * Return: how many there are.
 */
unsigned int hot_list(struct hot_entry to[HOT_ROOM], const struct hot *from,
		      enum hot_kind kind);

#endif
