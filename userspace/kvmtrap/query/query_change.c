// SPDX-License-Identifier: GPL-2.0-only
/*
 * query_change.c - what came between two snapshots: see query.h.
 */
#include <string.h>

#include "query/merge.h"
#include "query/query.h"

/*
 * Subtract @before from @r. The counts of a vCPU that ended in between are now in the
 * row "-" of its VM.
 */
static void subtract(struct result *r, const struct result *before)
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
		for (v = 0; v < VIEW_VALUES; v++)
			row->value[v] -= row->value[v] < old->value[v] ?
					 row->value[v] : old->value[v];
	}
}

/* Keep the rows of @vcpu, and the keys of @per, of a result by VM and vCPU. */
static void keep_vcpu(struct result *r, enum view_per per, const char *vcpu)
{
	struct result wide = *r;
	int at = result_key_index(&wide, "vcpu");
	struct merger m = { .r = r };
	unsigned int k;
	size_t i;

	result_choose_keys(r, per);
	r->rows = 0;
	r->row = NULL;
	for (i = 0; i < wide.rows; i++) {
		struct result_row row = wide.row[i];

		if (strcmp(row.key[at], vcpu))
			continue;
		for (k = 0; k < r->keys; k++)
			row.key[k] = wide.row[i].key[result_key_index(&wide, r->key_name[k])];
		merger_add(&m, &row);
	}
	merger_end(&m);
	result_free(&wide);
}

void query_change(struct result *r, const struct query *q, const struct snapshot *a,
		  const struct snapshot *b)
{
	const char *vcpu = q->only.vcpu;
	/* A vCPU that ended in between has moved to the row "-": all rows are needed for this. */
	struct query wide = {
		.view = q->view, .per = vcpu ? PER_VCPU : q->per, .only.vms = q->only.vms,
		.events = q->events,
	};
	struct result before;

	query_run(r, &wide, b);
	if (a && !snapshot_restarted(a, b)) {
		query_run(&before, &wide, a);
		subtract(r, &before);
		result_free(&before);
	}
	if (vcpu)
		keep_vcpu(r, q->per, vcpu);
	r->no_average = !snapshot_times_cover(a, b);
}
