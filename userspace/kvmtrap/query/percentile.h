/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * percentile.h - how long the exits of a group took to handle, from the histograms of the
 * table latency.
 *
 * A percentile is in a bucket, and told as the number whose error is the same at either end
 * of it. The longest time is exact, but of a change, of which only the end is known.
 */
#ifndef KVMTRAP_PERCENTILE_H
#define KVMTRAP_PERCENTILE_H

#include "output/sheet.h"
#include "query/query.h"

/* What exits are told apart by, besides --per. */
enum percentile_by { BY_NOTHING, BY_CLASS, BY_REASON };

struct percentiles {
	uint64_t exits;
	uint64_t p50, p90, p99;	/* ns; 0: not known */
	uint64_t max;		/* ns; of a change, no exit took longer; 0: not known */
	double error;		/* %, of the worst of the three; the first bucket counts as 0 */
};

struct percentile_list {
	struct result r;	/* the groups, in the order of their keys */
	struct percentiles *p;	/* one for each */
};

/**
 * percentiles_run() - Find the percentiles of each group.
 * @l: to be freed with percentiles_free(); empty where times are not measured, or where the
 *     table does not tell reasons apart
 * @q: its view does not matter
 * @by: what is a group
 * @a: the first snapshot; NULL: all since the beginning
 * @b: the last snapshot, which must live as long as @l
 */
void percentiles_run(struct percentile_list *l, const struct query *q, enum percentile_by by,
		     const struct snapshot *a, const struct snapshot *b);

void percentiles_free(struct percentile_list *l);

/* Return: those of the group with these keys, or NULL. */
const struct percentiles *percentiles_find(const struct percentile_list *l,
					   const struct result_row *key);

/* Add the columns of percentiles to a sheet that has no rows yet. */
void percentile_columns(struct sheet *sheet);

/* Return: true if a column of this name is one of them. */
bool is_percentile(const char *column);

/* Fill the cells of these columns; NULL: nothing is known. */
void percentile_cells(struct sheet *sheet, const struct percentiles *p);

/* Make the sheet of the view percentiles: by class, by reason in each class, and in all. */
void percentile_sheet(struct sheet *sheet, const struct query *q, const struct snapshot *a,
		      const struct snapshot *b);

#endif
