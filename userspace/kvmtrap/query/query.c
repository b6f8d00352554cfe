// SPDX-License-Identifier: GPL-2.0-only
/*
 * query.c - see query.h.
 */
#include <string.h>

#include "query/merge.h"
#include "query/query.h"
#include "util/die.h"
#include "util/number.h"

static void add_key(struct result *r, const char *name)
{
	if (result_key_index(r, name) < 0)
		r->key_name[r->keys++] = name;
}

static void choose_keys(struct result *r, enum view_per per)
{
	const struct view *v = r->view;
	unsigned int i;

	r->keys = 0;
	if (per != PER_HOST && view_has(v, per))
		add_key(r, "vm");
	if (per == PER_VCPU && view_has(v, per))
		add_key(r, "vcpu");
	for (i = 0; i < VIEW_KEYS && v->keys[i]; i++)
		add_key(r, v->keys[i]);
}

/* The rows of a VM follow each other, so that its name is looked up only once. */
static void join_vm_names(struct result *r, const struct snapshot *s)
{
	int vm = result_key_index(r, "vm");
	size_t i;

	for (i = 0; vm >= 0 && i < r->rows; i++) {
		struct result_row *row = &r->row[i];

		if (i && !strcmp(row->key[vm], row[-1].key[vm]))
			row->vm_name = row[-1].vm_name;
		else
			row->vm_name = snapshot_vm_name(s, row->key[vm]);
	}
}

static bool passes(const struct table *t, size_t row, const char *name,
		   const char *wanted)
{
	int column = wanted ? table_column(t, name) : -1;

	return !wanted || (column >= 0 && !strcmp(table_cell(t, row, column), wanted));
}

static void add_row(struct merger *m, const struct table *t, size_t n,
		    const int *key, const int *value)
{
	const struct view *v = m->r->view;
	struct result_row row = { .place = n };
	unsigned int i;

	for (i = 0; i < m->r->keys; i++)
		row.key[i] = table_cell(t, n, key[i]);
	for (i = 0; i < VIEW_VALUES && v->value[i].name; i++) {
		uint64_t x;

		if (value[i] >= 0 && parse_number(table_cell(t, n, value[i]), &x))
			row.value[i] = x;
	}
	merger_add(m, &row);
}

void query_run(struct result *r, const struct query *q, const struct snapshot *s)
{
	const struct view *v = q->view;
	const struct table *t = snapshot_table(s, v->file);
	int key[RESULT_KEYS], value[VIEW_VALUES];
	struct merger m = { .r = r };
	unsigned int i;
	size_t row;

	memset(r, 0, sizeof(*r));
	r->view = v;
	choose_keys(r, q->per);
	if (!t)
		return;
	for (i = 0; i < r->keys; i++) {
		key[i] = table_column(t, r->key_name[i]);
		if (key[i] < 0)
			die("'%s' has no column '%s'; is it damaged?", t->name,
			    r->key_name[i]);
	}
	for (i = 0; i < VIEW_VALUES && v->value[i].name; i++) {
		value[i] = table_column(t, v->value[i].name);
		r->lacks[i] = value[i] < 0;
	}
	for (row = 0; row < t->rows; row++) {
		if (passes(t, row, "vm", q->only.vm) && passes(t, row, "vcpu", q->only.vcpu))
			add_row(&m, t, row, key, value);
	}
	merger_end(&m);
	join_vm_names(r, s);
}

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

	choose_keys(r, per);
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
		.view = q->view, .per = vcpu ? PER_VCPU : q->per, .only.vm = q->only.vm,
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

void query_sheet(struct sheet *sheet, const struct query *q, const struct snapshot *a,
		 const struct snapshot *b)
{
	double seconds = a ? snapshot_seconds(a, b) : 0;
	struct result r;

	query_change(&r, q, a, b);
	result_sheet(sheet, &r, seconds > 0 ? seconds : 0);
	result_free(&r);
}
