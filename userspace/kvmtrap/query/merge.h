/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * merge.h - add up rows with the same keys.
 */
#ifndef KVMTRAP_MERGE_H
#define KVMTRAP_MERGE_H

#include "query/result.h"

struct merger {
	struct result *r;	/* where the rows go: no rows yet, its keys are chosen */
	uint32_t point;	/* for hashes; 0: not chosen yet */
	size_t room;	/* a power of two; 0: none yet */
	struct merger_slot {
		size_t row;	/* from 1; 0: free */
		uint32_t hash;	/* of its keys */
	} *slot;
};

/* Add a row: to the row that has its keys, or as a new one. */
void merger_add(struct merger *m, const struct result_row *row);

/* Put the rows in the order of their keys. Nothing is left of @m. */
void merger_end(struct merger *m);

#endif
