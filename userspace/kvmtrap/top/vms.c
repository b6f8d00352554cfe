// SPDX-License-Identifier: GPL-2.0-only
/*
 * vms.c - the live view of VMs and of vCPUs: its numbers.
 */
#include <stdio.h>
#include <string.h>

#include "query/percentile.h"
#include "top/top.h"

/*
 * Values of the views vm and vcpu; each is shown as a rate. The last is no class: if only some
 * events are shown, it is left out, as nobody knows which of them it was for.
 */
static const struct {
	const char *value, *title;
} rates[] = {
	{ "exits", "Exits" }, { "cpu", "CPU" }, { "mem", "MEM" },
	{ "io", "IO" }, { "irq", "IRQ" }, { "to_user", "User" },
};

/* Values of the view time; each is shown as a share of the total, and by its letter in a bar. */
static const struct {
	const char *value, *title;
	char letter;
} shares[] = {
	{ "guest_ns", "Guest%", 'g' }, { "kernel_ns", "Kern%", 'k' },
	{ "halted_ns", "Halt%", 'h' }, { "vmm_ns", "VMM%", 'v' },
};

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))
#define BAR		12
#define TOP_REASONS_OF	3

/* All that rows are made of. */
struct vms {
	struct sheet *sheet;
	const struct top *t;
	const struct snapshot *now;
	double seconds;		/* 0: all so far */
	struct result counts, times, reasons;
	struct percentile_list percentiles;
	bool nested, lost;	/* a VM has any */
	size_t reason;		/* the first of the row's reasons, which are in the same order */
};

static bool any(const struct result *r, const char *value)
{
	size_t i;

	for (i = 0; i < r->rows; i++) {
		if (result_value(r, &r->row[i], value))
			return true;
	}
	return false;
}

/* Return how many rates there are. */
static size_t rates_of(const struct top *t)
{
	return COUNT(rates) - (t->events.n ? 1 : 0);
}

/* Return the exits of a row that are among the events: of all classes, or of one. */
static uint64_t events_of(const struct vms *v, const struct result_row *row, size_t rate)
{
	const struct result *r = &v->reasons;
	uint64_t n = 0;
	size_t i;

	for (i = v->reason; i < r->rows && result_order(&v->counts, &r->row[i], row) <= 0; i++) {
		const struct result_row *of = &r->row[i];

		if (!result_order(&v->counts, of, row) &&
		    (!rate || !strcmp(result_key(r, of, "class"), rates[rate].value)))
			n += of->value[0];
	}
	return n;
}

static void add_rate(const struct vms *v, uint64_t n)
{
	if (v->seconds)
		sheet_real(v->sheet, n / v->seconds);
	else
		sheet_number(v->sheet, n);
}

/* Add the shares of time, their bar, and what they are shares of. */
static void add_times(const struct vms *v, const struct result_row *row)
{
	const struct result_row *time = result_find(&v->times, row);
	uint64_t all = time ? result_value(&v->times, time, "total_ns") : 0;
	char bar[BAR + 1] = "";
	double until = 0;
	size_t i, n = 0;

	for (i = 0; i < COUNT(shares); i++) {
		double ns = all ? result_value(&v->times, time, shares[i].value) : 0;
		double share = all ? ns / all : 0;

		if (all)
			sheet_real(v->sheet, 100 * share);
		else
			sheet_none(v->sheet);
		for (until += share * BAR; all && n < BAR && n + 0.5 < until; n++)
			bar[n] = shares[i].letter;
	}
	sheet_text(v->sheet, bar);
	sheet_number(v->sheet, all);
}

/* Add the reasons that most exits of a row are of, in percent: those of 1 % and more. */
static void add_reasons(struct vms *v, const struct result_row *row, unsigned int keys)
{
	const struct result_row *most[TOP_REASONS_OF] = { NULL };
	const struct result *r = &v->reasons;
	char text[128] = "";
	uint64_t all = 0;
	unsigned int i, n;

	while (v->reason < r->rows && result_order(&v->counts, &r->row[v->reason], row) < 0)
		v->reason++;
	for (; v->reason < r->rows && !result_order(&v->counts, &r->row[v->reason], row);
	     v->reason++) {
		const struct result_row *of = &r->row[v->reason], *less;

		all += of->value[0];
		for (i = 0; i < TOP_REASONS_OF && of; i++) {
			if (most[i] && most[i]->value[0] >= of->value[0])
				continue;
			less = most[i];
			most[i] = of;
			of = less;
		}
	}
	for (i = n = 0; i < TOP_REASONS_OF && most[i] && most[i]->value[0] * 100 >= all && all; i++)
		n += snprintf(text + n, sizeof(text) - n, "%s%s %.0f%%", n ? ", " : "",
			      most[i]->key[keys + 2], 100.0 * most[i]->value[0] / all);
	sheet_text(v->sheet, text);
}

/* Return true if this VM or vCPU has ended: it will count nothing more. */
static bool is_over(const struct vms *v, const struct result_row *row)
{
	if (v->counts.keys > 1)
		return !strcmp(row->key[1], "-");
	return snapshot_vm_ended(v->now, row->key[0]);
}

static void drawn_column(struct sheet *sheet, const char *name, const char *title)
{
	sheet->column[sheet_column(sheet, name, title, CELL_TEXT)].drawn = true;
}

static void add_columns(const struct vms *v)
{
	enum cell_type type = v->seconds ? CELL_RATE : CELL_COUNT;
	struct sheet *s = v->sheet;
	size_t i;

	sheet_column(s, "vm", "VM", CELL_ID);
	if (v->counts.keys > 1)
		sheet_column(s, "vcpu", "vCPU", CELL_ID);
	sheet_column(s, "vm_name", "Name", CELL_TEXT);
	for (i = 0; i < rates_of(v->t); i++)
		sheet_column(s, rates[i].value, rates[i].title, type);
	if (v->lost)
		sheet_column(s, "lost", "Lost", type);
	for (i = 0; i < COUNT(shares) && v->times.rows; i++)
		sheet_column(s, shares[i].value, shares[i].title, CELL_PERCENT);
	if (v->times.rows) {
		drawn_column(s, "split", "Time");
		sheet_quiet_column(s, "total_ns", "Total", CELL_NS);
	}
	if (v->nested)
		sheet_column(s, "nested", "Nested", type);
	if (v->percentiles.r.rows)
		percentile_columns(s);
	if (v->seconds && !v->t->events.n)
		drawn_column(s, "trend", "Trend");
	drawn_column(s, "reasons", "Most frequent");
}

static void add_row(struct vms *v, const struct result_row *row)
{
	char trend[4 * HISTORY];
	unsigned int i;

	for (i = 0; i < v->counts.keys; i++)
		sheet_text(v->sheet, row->key[i]);
	sheet_text(v->sheet, row->vm_name);
	for (i = 0; i < rates_of(v->t); i++)
		add_rate(v, v->t->events.n ? events_of(v, row, i) :
					     result_value(&v->counts, row, rates[i].value));
	if (v->lost)
		add_rate(v, result_value(&v->counts, row, "lost"));
	if (v->times.rows)
		add_times(v, row);
	if (v->nested)
		add_rate(v, result_value(&v->counts, row, "nested"));
	if (v->percentiles.r.rows)
		percentile_cells(v->sheet, percentiles_find(&v->percentiles, row));
	if (v->seconds && !v->t->events.n) {
		history_draw(&v->t->history, row->key[0],
			     v->counts.keys > 1 ? row->key[1] : NULL, v->t->pictures, trend);
		sheet_text(v->sheet, trend);
	}
	add_reasons(v, row, v->counts.keys);
}

void top_vms_sheet(struct sheet *sheet, struct top *t, const struct snapshot *a,
		   const struct snapshot *b)
{
	bool entered_one = t->level == TOP_VCPUS, vcpus = entered_one || t->choice->vcpu;
	const char *vm = t->vm;
	struct vm_set entered = { 1, (char **)&vm };
	struct query q = {
		.view = view_find(vcpus ? "vcpu" : "vm"), .per = vcpus ? PER_VCPU : PER_VM,
		.only = { entered_one ? &entered : choice_filter(t->choice).vms, t->choice->vcpu },
	};
	double passed = a ? snapshot_seconds(a, b) : 0;
	struct vms v = { .sheet = sheet, .t = t, .now = b, .seconds = passed > 0 ? passed : 0 };
	size_t i;

	query_change(&v.counts, &q, a, b);
	/* What is not told by event is not shown with events. */
	if (!t->events.n) {
		q.view = view_find("time");
		query_change(&v.times, &q, a, b);
		percentiles_run(&v.percentiles, &q, BY_NOTHING, a, b);
		v.nested = any(&v.counts, "nested");
		v.lost = any(&v.counts, "lost");
	}
	q.view = view_find("reason");
	q.events = t->events.n ? &t->events : NULL;
	query_change(&v.reasons, &q, a, b);
	sheet_init(sheet, "top");
	add_columns(&v);
	for (i = 0; i < v.counts.rows; i++) {
		const struct result_row *row = &v.counts.row[i];

		if (!v.seconds || row->value[0] || !is_over(&v, row))
			add_row(&v, row);
	}
	result_free(&v.counts);
	result_free(&v.times);
	result_free(&v.reasons);
	percentiles_free(&v.percentiles);
}
