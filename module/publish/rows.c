// SPDX-License-Identifier: GPL-2.0-only
/*
 * rows.c - see rows.h.
 */
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/string.h>

#include "rows.h"

static int by_vm_and_vcpu(const void *a, const void *b)
{
	const struct record *x = *(const struct record **)a;
	const struct record *y = *(const struct record **)b;
	bool x_kept = record_is_kept(x), y_kept = record_is_kept(y);

	if (x->vm->number != y->vm->number)
		return x->vm->number < y->vm->number ? -1 : 1;
	if (x_kept != y_kept)
		return x_kept - y_kept;
	return x->vcpu_id - y->vcpu_id;
}

/* Lists the records in use, sorted, and returns how many. @list has room for all. */
static unsigned int list_records(const struct record **list)
{
	unsigned int i, n = 0;

	for (i = 0; i < registry_size(); i++) {
		const struct record *rec = registry_record(i);

		if (rec)
			list[n++] = rec;
	}
	sort(list, n, sizeof(list[0]), by_vm_and_vcpu, NULL);
	return n;
}

static void row_read(struct row *row, const struct record *rec)
{
	struct times_view *v = &row->times;

	row->rec = rec;
	record_sum(rec, &row->c);
	row->timed = record_times(rec, v);
	/* The time of an exit is booked only when its reason is known. */
	if (times_handling(v->state))
		row->handling_now = v->present;
	else
		v->ticks[STATE_INDEX(v->state)] += v->present;
	record_latency(rec, row->latency);
}

static void reading_fill(struct reading *r, const struct record **list,
			 unsigned int n)
{
	unsigned int i;

	r->n = n;
	registry_unattributed_sum(&r->unattributed.c);
	registry_forgotten_sum(&r->host);
	counters_add(&r->host, &r->unattributed.c);
	for (i = 0; i < n; i++) {
		row_read(&r->rows[i], list[i]);
		counters_add(&r->host, &r->rows[i].c);
		cond_resched();
	}
	registry_stats(&r->stats);
}

struct reading *publish_reading_make(const struct probes *probes)
{
	const struct record **list = kvmalloc_array(registry_size(), sizeof(*list),
						    GFP_KERNEL | __GFP_NOWARN);
	struct reading *r;
	unsigned int n;

	if (!list)
		return NULL;
	n = list_records(list);
	r = kvzalloc(struct_size(r, rows, n), GFP_KERNEL | __GFP_NOWARN);
	if (r) {
		r->probes = *probes;
		reading_fill(r, list, n);
	}
	kvfree(list);
	return r;
}

void publish_show_rows(struct seq_file *m, const struct reading *r, row_fn print)
{
	const struct counters *c = &r->unattributed.c;
	unsigned int n;

	/* On overflow the text is made again with a larger buffer: stop early. */
	for (n = 0; n < r->n && !seq_has_overflowed(m); n++) {
		print(m, &r->rows[n]);
		cond_resched();
	}
	if (counters_exits(c) || counters_returns(c) || c->lost)
		print(m, &r->unattributed);
}

void publish_vm_vcpu(struct seq_file *m, const struct record *rec)
{
	if (!rec)
		seq_printf(m, "%6s %5s", "-", "-");
	else if (record_is_kept(rec))
		seq_printf(m, "%6llu %5s", rec->vm->number, "-");
	else
		seq_printf(m, "%6llu %5d", rec->vm->number, rec->vcpu_id);
}
