/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * query.h - a question to a snapshot, or to the change between two: a view of the
 * host, of each VM or of each vCPU, perhaps of some VMs or one vCPU only.
 */
#ifndef KVMTRAP_QUERY_H
#define KVMTRAP_QUERY_H

#include "input/snapshot.h"
#include "query/event.h"
#include "query/result.h"
#include "query/view.h"
#include "query/vm_set.h"

/* Only the rows of these VMs, and of this vCPU; NULL: the rows of all. */
struct vm_filter {
	const struct vm_set *vms;
	const char *vcpu;
};

struct query {
	const struct view *view;
	enum view_per per;
	struct vm_filter only;
	const struct event_choice *events;	/* NULL: all */
};

/* Return: the table that has the answer; NULL: none tells so much apart. */
const char *query_file(const struct query *q);

/**
 * query_run() - Sum up the rows of a table that agree in the keys.
 * @r: to be freed with result_free()
 * @q: the query
 * @s: the snapshot, which must live as long as @r
 */
void query_run(struct result *r, const struct query *q, const struct snapshot *s);

/**
 * query_change() - Find what was counted between two snapshots.
 * @r: to be freed with result_free()
 * @q: the query
 * @a: the first snapshot; NULL: all since the beginning
 * @b: the last snapshot, which must live as long as @r
 *
 * If the counters were reset in between, the result is what came since then.
 */
void query_change(struct result *r, const struct query *q, const struct snapshot *a,
		  const struct snapshot *b);

/* The same as a sheet, to be freed with sheet_free(). */
void query_sheet(struct sheet *sheet, const struct query *q, const struct snapshot *a,
		 const struct snapshot *b);

/* The same of @s alone, with all columns that a change also has if @change. */
void query_columns(struct sheet *sheet, const struct query *q, const struct snapshot *s,
		   bool change);

/*
 * Return: how many VMs ended from @a (NULL: the beginning) to @b and have no rows any more. @only: of
 * these VMs; NULL: of the host, where a VM that came and went in between is one, too.
 */
uint64_t query_forgotten(const struct vm_set *only, const struct snapshot *a,
			 const struct snapshot *b);

#endif
