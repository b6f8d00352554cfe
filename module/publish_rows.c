// SPDX-License-Identifier: GPL-2.0-only
/*
 * publish_rows.c - see publish_rows.h.
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/string.h>

#include "publish_rows.h"

static int by_vm_and_vcpu(const void *a, const void *b)
{
	const struct record *x = *(const struct record **)a;
	const struct record *y = *(const struct record **)b;
	bool x_kept = is_kept(x), y_kept = is_kept(y);

	if (x->vm->number != y->vm->number)
		return x->vm->number < y->vm->number ? -1 : 1;
	if (x_kept != y_kept)
		return x_kept - y_kept;
	return x->vcpu_id - y->vcpu_id;
}

struct view *view_make(void)
{
	unsigned int n, size = registry_size();
	struct view *view = kvmalloc(struct_size(view, rows, size),
				     GFP_KERNEL | __GFP_NOWARN);

	if (!view)
		return NULL;
	view->n = 0;
	for (n = 0; n < size; n++) {
		const struct record *rec = registry_record(n);

		if (rec)
			view->rows[view->n++] = rec;
	}
	sort(view->rows, view->n, sizeof(view->rows[0]), by_vm_and_vcpu, NULL);
	return view;
}

static void row_read(struct row *row, const struct record *rec)
{
	struct times_view *v = &row->times;

	memset(row, 0, sizeof(*row));
	row->rec = rec;
	if (!rec) {
		unattributed_sum(&row->c);
		return;
	}
	record_sum(rec, &row->c);
	row->timed = record_times(rec, v);
	/* An exit is booked when it is known what it was. */
	if (times_handling(v->state))
		row->handling_now = v->present;
	else
		v->ticks[STATE_INDEX(v->state)] += v->present;
	record_spread(rec, &row->spread);
}

int show_records(struct seq_file *m, row_fn print)
{
	struct row *row = kmalloc(sizeof(*row), GFP_KERNEL);
	struct view *view;
	int err = -ENOMEM;
	unsigned int n;

	registry_read_begin();
	view = view_make();
	if (!row || !view)
		goto out;
	/* What does not fit is all to be done again, with more room. */
	for (n = 0; n < view->n && !seq_has_overflowed(m); n++) {
		row_read(row, view->rows[n]);
		print(m, row);
	}
	row_read(row, NULL);
	if (counters_exits(&row->c) || counters_returns(&row->c))
		print(m, row);
	err = 0;
out:
	registry_read_end();
	kvfree(view);
	kfree(row);
	return err;
}

void put_vm_vcpu(struct seq_file *m, const struct record *rec)
{
	if (!rec)
		seq_printf(m, "%6s %5s", "-", "-");
	else if (is_kept(rec))
		seq_printf(m, "%6llu %5s", rec->vm->number, "-");
	else
		seq_printf(m, "%6llu %5d", rec->vm->number, rec->vcpu_id);
}
