// SPDX-License-Identifier: GPL-2.0-only
/*
 * query.c - see query.h.
 */
#include <string.h>

#include "query/merge.h"
#include "query/percentile.h"
#include "query/query.h"
#include "util/die.h"

/* The rows of a VM follow each other, so that its name is looked up only once. */
static void join_vm_names(struct result *r, const struct snapshot *s)
{
	int vm = result_key_index(r, "vm");
	size_t i;

	for (i = 0; vm >= 0 && i < r->rows; i++) {
		struct result_row *row = &r->row[i];

		if (i && !strcmp(row->key[vm], row[-1].key[vm])) {
			row->vm_name = row[-1].vm_name;
			row->vm_uuid = row[-1].vm_uuid;
			continue;
		}
		row->vm_name = snapshot_vm_name(s, row->key[vm]);
		row->vm_uuid = snapshot_vm_uuid(s, row->key[vm]);
	}
}

/* The columns that a filter looks at; -1: the table has no such column. */
struct filter_columns {
	const struct vm_filter *only;
	int vm, vcpu;
	const char *last;	/* the VM of the row before, as rows of a VM follow each other */
	bool passed;
};

static bool passes(struct filter_columns *f, const struct table *t, size_t row)
{
	if (f->only->vms) {
		const char *vm = f->vm >= 0 ? table_cell(t, row, f->vm) : "";

		if (!f->last || strcmp(f->last, vm))
			f->passed = vm_set_has(f->only->vms, vm);
		f->last = vm;
		if (!f->passed)
			return false;
	}
	return !f->only->vcpu ||
	       (f->vcpu >= 0 && !strcmp(table_cell(t, row, f->vcpu), f->only->vcpu));
}

/* What is read of a table: where its keys and values are; -1: it has no such column. */
struct reading {
	const struct table *t;
	int key[RESULT_KEYS], value[VIEW_VALUES];
	int class[VIEW_CLASSES];	/* of a table that has a column for each */
	bool across;
};

/* Where times are off there is "-" in place of a number. */
static void add_value(struct result_row *row, unsigned int i, const struct reading *in, size_t n,
		      int column)
{
	row->value[i] = table_number(in->t, n, column);
	if (table_has_number(in->t, n, column))
		row->told |= 1u << i;
}

static void add_row(struct merger *m, const struct reading *in, size_t n)
{
	const struct view *v = m->r->view;
	struct result_row row = { .place = n * VIEW_CLASSES };
	unsigned int i;

	for (i = 0; i < m->r->keys; i++) {
		if (in->key[i] >= 0)
			row.key[i] = table_cell(in->t, n, in->key[i]);
	}
	for (i = 0; !in->across && i < VIEW_VALUES && v->value[i].name; i++)
		add_value(&row, i, in, n, in->value[i]);
	if (!in->across)
		merger_add(m, &row);
	/* The class is the last key, and its count the first value. */
	for (i = 0; in->across && view_classes[i].name; i++, row.place++) {
		row.key[m->r->keys - 1] = view_classes[i].name;
		add_value(&row, 0, in, n, in->class[i]);
		if (in->class[i] >= 0)
			merger_add(m, &row);
	}
}

static void find_columns(struct reading *in, struct result *r)
{
	const struct view *v = r->view;
	unsigned int i;

	for (i = 0; i < r->keys; i++) {
		in->key[i] = table_column(in->t, r->key_name[i]);
		if (in->key[i] < 0 && !(in->across && i + 1 == r->keys))
			die("'%s' has no column '%s'; is it damaged?", in->t->name,
			    r->key_name[i]);
	}
	for (i = 0; i < VIEW_VALUES && v->value[i].name; i++) {
		in->value[i] = table_column(in->t, v->value[i].name);
		r->lacks[i] = in->value[i] < 0;
	}
	for (i = 0; view_classes[i].name; i++)
		in->class[i] = table_column(in->t, view_classes[i].column);
}

const char *query_file(const struct query *q)
{
	enum view_per per = q->per;

	if (per == PER_HOST && q->only.vms)
		per = PER_VM;
	if (q->only.vcpu)
		per = PER_VCPU;
	return q->view->file[per];
}

void query_run(struct result *r, const struct query *q, const struct snapshot *s)
{
	const char *file = query_file(q);
	struct reading in = { .t = file ? snapshot_table(s, file) : NULL };
	struct filter_columns filter = { .only = &q->only };
	struct merger m = { .r = r };
	size_t row;

	memset(r, 0, sizeof(*r));
	r->view = q->view;
	result_choose_keys(r, q->per);
	if (!in.t)
		return;
	in.across = view_is_across(q->view, file);
	find_columns(&in, r);
	filter.vm = table_column(in.t, "vm");
	filter.vcpu = table_column(in.t, "vcpu");
	for (row = 0; row < in.t->rows; row++) {
		if (passes(&filter, in.t, row) &&
		    (!q->events || event_passes(q->events, in.t, row)))
			add_row(&m, &in, row);
	}
	merger_end(&m);
	join_vm_names(r, s);
}

void query_sheet(struct sheet *sheet, const struct query *q, const struct snapshot *a,
		 const struct snapshot *b)
{
	struct result r;

	if (view_is_percentiles(q->view)) {
		percentile_sheet(sheet, q, a, b);
		return;
	}
	query_change(&r, q, a, b);
	result_sheet(sheet, &r, a ? snapshot_counted_seconds(a, b) : 0);
	result_free(&r);
}

void query_columns(struct sheet *sheet, const struct query *q, const struct snapshot *s,
		   bool change)
{
	struct result r;

	if (view_is_percentiles(q->view)) {
		percentile_sheet(sheet, q, NULL, s);
		return;
	}
	query_run(&r, q, s);
	result_sheet(sheet, &r, change ? 1 : 0);
	result_free(&r);
}
