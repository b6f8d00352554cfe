// SPDX-License-Identifier: GPL-2.0-only
/*
 * vms_columns.c - the columns of VMs and of vCPUs: see vms.h.
 */
#include <string.h>

#include "top/vms.h"

#define BAR		12

/* What there must be for a column. */
enum need {
	NOTHING,
	VCPUS,		/* the rows are vCPUs */
	RETURNS,	/* it is not told by event, nor in a recording */
	TIMES,
	PERCENTILES,
	NESTED,		/* of any VM */
	LOST,		/* the same; the next look may find some */
	A_CHANGE,	/* and all events; there is none before the second look */
};

/* A row that is being added. */
struct row {
	struct vms *v;
	const struct result_row *counts, *times;	/* no @times: none are known */
	uint64_t total_ns;
	char bar[BAR + 1];	/* how the time is split */
	unsigned int n;		/* letters in it */
	double until;		/* as many are due */
};

struct vms_column {
	const char *name, *title;	/* NULL: all those of percentile.h */
	enum need needs;
	enum cell_type type;	/* of all so far, a rate is a count */
	void (*put)(struct row *row, const struct vms_column *c);
	enum { SHOWN, QUIET, DRAWN } look;
	char letter;		/* of its part of the bar */
};

static bool has(const struct vms *v, enum need needs)
{
	switch (needs) {
	case NOTHING:
		return true;
	case VCPUS:
		return v->counts.keys > 1;
	case RETURNS:
		return !v->t->events.n && result_tells(&v->counts, "to_user");
	case TIMES:
		return v->times.rows;
	case PERCENTILES:
		return v->percentiles.r.rows;
	case NESTED:
		return v->nested;
	case LOST:
		return v->lost;
	case A_CHANGE:
		return v->seconds && !v->t->events.n;
	}
	return false;
}

static void put_key(struct row *row, const struct vms_column *c)
{
	sheet_text(row->v->sheet, result_key(&row->v->counts, row->counts, c->name));
}

static void put_name(struct row *row, const struct vms_column *c)
{
	(void)c;
	sheet_text(row->v->sheet, row->counts->vm_name);
}

static void put_rate(const struct vms *v, uint64_t n)
{
	if (v->seconds)
		sheet_real(v->sheet, n / v->seconds);
	else
		sheet_number(v->sheet, n);
}

static void put_count(struct row *row, const struct vms_column *c)
{
	put_rate(row->v, result_value(&row->v->counts, row->counts, c->name));
}

/* Put the exits of a class, or of all; if only some events are shown, those among them. */
static void put_exits(struct row *row, const struct vms_column *c)
{
	if (row->v->t->events.n)
		put_rate(row->v, vms_events(row->v, row->counts,
					    strcmp(c->name, "exits") ? c->name : NULL));
	else
		put_count(row, c);
}

/* Put a part of the time, and draw it by its letter. */
static void put_share(struct row *row, const struct vms_column *c)
{
	double share;

	if (!row->total_ns) {
		sheet_none(row->v->sheet);
		return;
	}
	share = (double)result_value(&row->v->times, row->times, c->name) / row->total_ns;
	sheet_real(row->v->sheet, 100 * share);
	for (row->until += share * BAR; row->n < BAR && row->n + 0.5 < row->until; row->n++)
		row->bar[row->n] = c->letter;
}

static void put_bar(struct row *row, const struct vms_column *c)
{
	(void)c;
	sheet_text(row->v->sheet, row->bar);
}

static void put_total(struct row *row, const struct vms_column *c)
{
	(void)c;
	sheet_number(row->v->sheet, row->total_ns);
}

static void put_percentiles(struct row *row, const struct vms_column *c)
{
	(void)c;
	percentile_cells(row->v->sheet, percentiles_find(&row->v->percentiles, row->counts));
}

static void put_trend(struct row *row, const struct vms_column *c)
{
	const struct vms *v = row->v;
	char trend[4 * HISTORY];

	(void)c;
	history_draw(&v->t->history, row->counts->key[0],
		     has(v, VCPUS) ? row->counts->key[1] : NULL, v->t->pictures, trend);
	sheet_text(v->sheet, trend);
}

static void put_reasons(struct row *row, const struct vms_column *c)
{
	char text[128];

	(void)c;
	vms_reasons(row->v, row->counts, text, sizeof(text));
	sheet_text(row->v->sheet, text);
}

/*
 * Nobody knows for which events KVM_RUN returned to the VMM, so that with some events this is
 * left out.
 */
static const struct vms_column columns[] = {
	{ "vm", "VM", NOTHING, CELL_ID, put_key },
	{ "vcpu", "vCPU", VCPUS, CELL_ID, put_key },
	{ "vm_name", "Name", NOTHING, CELL_TEXT, put_name },
	{ "exits", "Exits", NOTHING, CELL_RATE, put_exits },
	{ "cpu", "CPU", NOTHING, CELL_RATE, put_exits },
	{ "mem", "MEM", NOTHING, CELL_RATE, put_exits },
	{ "io", "IO", NOTHING, CELL_RATE, put_exits },
	{ "irq", "IRQ", NOTHING, CELL_RATE, put_exits },
	{ "to_user", "User", RETURNS, CELL_RATE, put_count },
	{ "lost", "Lost", LOST, CELL_RATE, put_count },
	{ "guest_ns", "Guest%", TIMES, CELL_PERCENT, put_share, .letter = 'g' },
	{ "kernel_ns", "Kern%", TIMES, CELL_PERCENT, put_share, .letter = 'k' },
	{ "halted_ns", "Halt%", TIMES, CELL_PERCENT, put_share, .letter = 'h' },
	{ "vmm_ns", "VMM%", TIMES, CELL_PERCENT, put_share, .letter = 'v' },
	{ "split", "Time", TIMES, CELL_TEXT, put_bar, DRAWN },
	{ "total_ns", "Total", TIMES, CELL_NS, put_total, QUIET },
	{ "nested", "Nested", NESTED, CELL_RATE, put_count },
	{ NULL, NULL, PERCENTILES, CELL_NS, put_percentiles },
	{ "trend", "Trend", A_CHANGE, CELL_TEXT, put_trend, DRAWN },
	{ "reasons", "Most frequent", NOTHING, CELL_TEXT, put_reasons, DRAWN },
	{ 0 }
};

void vms_columns(const struct vms *v)
{
	const struct vms_column *c;

	for (c = columns; c->put; c++) {
		bool count = c->type == CELL_RATE && !v->seconds;
		struct column *added;

		if (!has(v, c->needs))
			continue;
		if (!c->name) {
			percentile_columns(v->sheet);
			continue;
		}
		added = &v->sheet->column[sheet_column(v->sheet, c->name, c->title,
						       count ? CELL_COUNT : c->type)];
		added->quiet = c->look == QUIET;
		added->drawn = c->look == DRAWN;
	}
}

void vms_row(struct vms *v, const struct result_row *counts)
{
	struct row row = { v, counts, result_find(&v->times, counts) };
	const struct vms_column *c;

	if (row.times)
		row.total_ns = result_value(&v->times, row.times, "total_ns");
	for (c = columns; c->put; c++) {
		if (has(v, c->needs))
			c->put(&row, c);
	}
}

/* Return true if there may be such a column in the next look, if there is none in this one. */
static bool comes_later(const struct vms_column *c)
{
	return c->needs == LOST || c->needs == A_CHANGE;
}

/* Return true if @name is a column that is there with other options or settings. */
static bool is_sometimes(const char *name)
{
	const struct vms_column *c;

	for (c = columns; c->put; c++) {
		if (c->name && !strcmp(c->name, name))
			return c->needs != NOTHING && c->needs != VCPUS;
	}
	return is_percentile(name);
}

void top_look_later(struct shape_search *search, const struct top *t)
{
	const struct shape *shape = t->shape;
	const struct vms_column *c;
	unsigned int i;

	for (c = columns; c->put; c++) {
		if (!comes_later(c))
			continue;
		search->name[search->names++] = c->name;
		for (i = 0; i < shape->columns; i++)
			search->column[i] |= !strcmp(shape->column[i], c->name);
	}
	for (i = 0; t->columns_are_habit && i < shape->columns; i++)
		search->column[i] |= is_sometimes(shape->column[i]);
	search->sort |= t->sort_is_habit && shape->sort && is_sometimes(shape->sort);
}
