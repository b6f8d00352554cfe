// SPDX-License-Identifier: GPL-2.0-only
/*
 * rows.c - see rows.h.
 */
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "rows.h"

/* One call of publish_print(). */
struct printing {
	struct output *outputs;
	unsigned int n_outputs;
	unsigned int reads;	/* what any of the tables is printed from */
	struct reading reading;
	struct row row;		/* the one that is being printed */
	struct vm_rows vm;	/* the VM that it is of */
	unsigned int n;
	struct ordered *list;	/* by VM and vCPU, with a record's number */
};

/* A VM's ended vCPUs come last. */
#define VCPU_ENDED	U32_MAX

/* Lists the records in use. There is room for all, twice. */
static void list_records(struct printing *p)
{
	unsigned int i;

	for (i = 0; i < registry_size(); i++) {
		const struct record *rec = registry_record(i);
		u32 vcpu;

		if (!rec)
			continue;
		vcpu = record_is_kept(rec) ? VCPU_ENDED : rec->vcpu_id;
		p->list[p->n++] = (struct ordered) {
			.first = rec->vm->number,
			.second = (u64)vcpu << 32 | i,
		};
	}
	if (p->reads & READ_IN_ORDER)
		order(p->list, p->n, p->list + p->n);
}

static void row_read(struct row *row, const struct record *rec, unsigned int reads)
{
	struct times_view *v = &row->times;

	row->rec = rec;
	if (reads & READ_COUNTS) {
		memset(&row->c, 0, sizeof(row->c));
		record_sum(rec, &row->c);
	}
	if (reads & READ_TIMES) {
		row->timed = record_times(rec, v);
		row->handling_now = 0;
		/* The time of an exit is booked only when its reason is known. */
		if (times_handling(v->state))
			row->handling_now = v->present;
		else
			v->ticks[STATE_INDEX(v->state)] += v->present;
	}
	if (reads & READ_LATENCY) {
		memset(row->latency, 0, sizeof(row->latency));
		record_latency(rec, row->latency);
	}
}

/*
 * Add the row to a sum. Where the row has its counts, what is added up is what it
 * shows.
 */
static void row_sum(const struct printing *p, struct counters *sum)
{
	if (p->reads & READ_COUNTS)
		counters_add(sum, &p->row.c);
	else
		record_sum(p->row.rec, sum);
}

static void print_row(struct printing *p)
{
	unsigned int i;

	for (i = 0; i < p->n_outputs; i++) {
		struct output *o = &p->outputs[i];

		if (o->table->row)
			o->table->row(&o->text, &p->row);
	}
}

static void print_vm(struct printing *p)
{
	unsigned int i;

	for (i = 0; p->vm.n && i < p->n_outputs; i++) {
		struct output *o = &p->outputs[i];

		if (o->table->vm)
			o->table->vm(&o->text, &p->vm);
	}
}

static void begin_vm(struct printing *p, const struct ordered *first)
{
	p->vm.vm = p->row.rec->vm;
	p->vm.listed = first;
	p->vm.n = 0;
	p->vm.live = 0;
	if (p->reads & READ_VMS)
		memset(&p->vm.c, 0, sizeof(p->vm.c));
}

static void print_records(struct printing *p)
{
	const struct ordered *l;

	for (l = p->list; l < p->list + p->n; l++) {
		row_read(&p->row, listed_record(l), p->reads);
		if (p->row.rec->vm != p->vm.vm) {
			print_vm(p);
			begin_vm(p, l);
		}
		p->vm.n++;
		p->vm.live += l->second >> 32 != VCPU_ENDED;
		if (p->reads & READ_VMS)
			row_sum(p, &p->vm.c);
		if (p->reads & READ_HOST)
			row_sum(p, &p->reading.host);
		print_row(p);
		cond_resched();
	}
	print_vm(p);
}

static void print_unattributed(struct printing *p)
{
	const struct counters *c = &p->reading.unattributed;

	if (!counters_exits(c) && !counters_returns(c) && !c->lost)
		return;
	memset(&p->row, 0, sizeof(p->row));
	p->row.c = *c;
	print_row(p);
}

static void print_all(struct printing *p)
{
	struct reading *r = &p->reading;
	unsigned int i;

	registry_unattributed_sum(&r->unattributed);
	registry_forgotten_sum(&r->host);
	counters_add(&r->host, &r->unattributed);
	list_records(p);
	print_records(p);
	print_unattributed(p);
	registry_stats(&r->stats);
	for (i = 0; i < p->n_outputs; i++)
		if (p->outputs[i].table->end)
			p->outputs[i].table->end(&p->outputs[i].text, r);
}

static void print_titles(struct printing *p)
{
	unsigned int i;

	for (i = 0; i < p->n_outputs; i++) {
		const struct table *table = p->outputs[i].table;
		struct text *t = &p->outputs[i].text;

		p->reads |= table->reads;
		text_left(t, 0, "kvmtrap");
		text_left(t, 0, table->name);
		text_number(t, 0, table->version);
		text_end(t);
		table->head(t);
		text_end(t);
	}
}

int publish_print(struct output *outputs, unsigned int n)
{
	struct printing *p = kzalloc(sizeof(*p), GFP_KERNEL | __GFP_NOWARN);
	int err = 0;

	if (!p)
		return -ENOMEM;
	p->list = kvmalloc_array(registry_size(), 2 * sizeof(*p->list),
				 GFP_KERNEL | __GFP_NOWARN);
	if (!p->list) {
		kfree(p);
		return -ENOMEM;
	}
	p->outputs = outputs;
	p->n_outputs = n;
	print_titles(p);
	/* Before the readers' lock: the controls also take the attachment's lock first. */
	if (p->reads & READ_PROBES)
		attach_probes(&p->reading.probes);
	registry_read_begin();
	print_all(p);
	registry_read_end();
	while (n--)
		if (outputs[n].text.failed)
			err = -ENOMEM;
	kvfree(p->list);
	kfree(p);
	return err;
}

void publish_vm_vcpu(struct text *t, const struct record *rec)
{
	if (rec)
		text_number(t, 6, rec->vm->number);
	else
		text_right(t, 6, "-");
	if (rec && !record_is_kept(rec))
		text_number(t, 5, rec->vcpu_id);
	else
		text_right(t, 5, "-");
}
