// SPDX-License-Identifier: GPL-2.0-only
/*
 * query_change.c - what came between two snapshots: see query.h.
 */
#include <string.h>

#include "query/merge.h"
#include "query/query.h"

/* Return true if value @i of a view is zero when times are switched on. */
static bool is_of_times(const struct view *v, unsigned int i)
{
	return v->value[i].type == CELL_NS || view_is_histogram(v) || view_is_percentiles(v);
}

/*
 * Subtract @before from @r. The counts of a vCPU that ended in between are now in the
 * row "-" of its VM. @times_too: the times did not begin anew
 */
static void subtract(struct result *r, const struct result *before, bool times_too)
{
	int vcpu = result_key_index(r, "vcpu");
	unsigned int v;
	size_t i;

	for (i = 0; i < before->rows; i++) {
		const struct result_row *old = &before->row[i];
		struct result_row *row = result_find(r, old);

		if (!row && vcpu >= 0) {
			struct result_row ended = *old;

			ended.key[vcpu] = "-";
			row = result_find(r, &ended);
		}
		/* The VM ended long ago, and is only in the totals now. */
		if (!row)
			continue;
		for (v = 0; v < VIEW_VALUES; v++) {
			if (times_too || !is_of_times(r->view, v))
				row->value[v] -= row->value[v] < old->value[v] ?
						 row->value[v] : old->value[v];
		}
	}
}

/* Keep the rows of @vcpu (NULL: all), and the keys of @per, of a result with more keys. */
static void narrow(struct result *r, enum view_per per, const char *vcpu)
{
	struct result wide = *r;
	int at = vcpu ? result_key_index(&wide, "vcpu") : -1;
	struct merger m = { .r = r };
	unsigned int k;
	size_t i;

	result_choose_keys(r, per);
	r->rows = 0;
	r->row = NULL;
	for (i = 0; i < wide.rows; i++) {
		struct result_row row = wide.row[i];

		if (vcpu && strcmp(row.key[at], vcpu))
			continue;
		for (k = 0; k < r->keys; k++)
			row.key[k] = wide.row[i].key[result_key_index(&wide, r->key_name[k])];
		merger_add(&m, &row);
	}
	merger_end(&m);
	result_free(&wide);
}

/*
 * Return by what to subtract. A vCPU that ended in between has moved to the row "-", and a VM that
 * ended long ago has no rows any more: what it counted must not be taken from what others did. Only
 * the totals keep it.
 */
static enum view_per finest(const struct query *q)
{
	if (q->only.vcpu)
		return PER_VCPU;
	if (q->per == PER_HOST && !strcmp(query_file(q), q->view->file[PER_VM]))
		return PER_VM;
	return q->per;
}

void query_change(struct result *r, const struct query *q, const struct snapshot *a,
		  const struct snapshot *b)
{
	bool goes_on = a && !snapshot_restarted(a, b);
	struct query wide = {
		.view = q->view, .per = goes_on || q->only.vcpu ? finest(q) : q->per,
		.only.vms = q->only.vms, .events = q->events,
	};
	struct result before;

	query_run(r, &wide, b);
	if (goes_on) {
		query_run(&before, &wide, a);
		subtract(r, &before, !snapshot_times_restarted(a, b));
		result_free(&before);
	}
	if (wide.per != q->per || q->only.vcpu)
		narrow(r, q->per, q->only.vcpu);
	r->no_average = !snapshot_times_cover(a, b);
}

uint64_t query_forgotten(const struct vm_set *only, const struct snapshot *a,
			 const struct snapshot *b)
{
	uint64_t n = 0;
	size_t i;

	if (!only)
		return snapshot_forgotten(a, b);
	for (i = 0; a && i < only->n; i++)
		n += snapshot_vm_gone(a, b, only->vm[i]) && !snapshot_vm_ended(a, only->vm[i]);
	return n;
}
