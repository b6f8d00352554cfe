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

#include <linux/types.h>

#include "arch/arm64/hotkey.h"

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

/* Count @n more of @key. One writer at a time; a reader sees whole values. */
void hot_count(struct hot *hot, enum hot_kind kind, u64 key, u64 n);

/* Add a snapshot of @from to @to, which nobody else writes. */
void hot_add(struct hot *to, const struct hot *from);

#endif
