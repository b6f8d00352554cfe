// SPDX-License-Identifier: GPL-2.0-only
/*
 * rows.c - the sheet of each level of the live view: its order, its filter, its sum.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query/percentile.h"
#include "top/top.h"

static bool contains(const struct sheet *sheet, size_t row, const char *text)
{
	unsigned int i;

	for (i = 0; i < sheet->columns; i++) {
		const struct cell *c = sheet_cell(sheet, row, i);

		if (is_text(sheet->column[i].type) && !c->none && strcasestr(c->text, text))
			return true;
	}
	return false;
}

/* Remove the rows without @text, and free their texts. */
static void filter_rows(struct sheet *sheet, const char *text)
{
	size_t row, to = 0;
	unsigned int i;

	for (row = 0; row < sheet->rows; row++) {
		bool keep = contains(sheet, row, text);

		for (i = 0; i < sheet->columns; i++) {
			struct cell *c = sheet_cell(sheet, row, i);

			if (keep)
				*sheet_cell(sheet, to, i) = *c;
			else if (is_text(sheet->column[i].type))
				free((char *)c->text);
		}
		to += keep;
	}
	sheet->rows = to;
	sheet->filled = to * sheet->columns;
}

static bool is_number(const struct column *c)
{
	return !is_text(c->type);
}

/* The usual order is the one that the user wanted, or by the first column of numbers. */
static int usual_order(const struct top *t, const struct sheet *sheet)
{
	int wanted = t->shape->sort ? shape_find(sheet, t->shape->sort) : -1;
	unsigned int i;

	if (wanted >= 0)
		return wanted;
	for (i = 0; i < sheet->columns; i++) {
		if (is_number(&sheet->column[i]))
			return i;
	}
	return 0;
}

/* Add the cells of one column up. @weight: shares count by this column; -1: they do not add up. */
static struct cell sum_of(const struct sheet *sheet, unsigned int column, int weight)
{
	enum cell_type type = sheet->column[column].type;
	struct cell sum = { .none = true };
	double all = 0, x = 0;
	uint64_t n = 0;
	size_t row;

	for (row = 0; row < sheet->rows; row++) {
		const struct cell *c = sheet_cell(sheet, row, column);
		double w = weight < 0 ? 1 : sheet_cell(sheet, row, weight)->n;

		if (c->none)
			continue;
		sum.none = false;
		n += type == CELL_COUNT || type == CELL_NS ? c->n : 0;
		x += type == CELL_RATE || type == CELL_PERCENT ? c->x * w : 0;
		all += w;
	}
	if (type == CELL_COUNT || type == CELL_NS)
		sum.n = n;
	else
		sum.x = type == CELL_PERCENT && weight >= 0 && all ? x / all : x;
	return sum;
}

/*
 * Percentiles do not add up, and the longest of all is the longest of any. It is not known if that
 * of a row with a percentile is not.
 */
static struct cell longest_of(const struct sheet *sheet, unsigned int column)
{
	int p50 = sheet_find(sheet, "p50_ns");
	struct cell most = { .none = true };
	size_t row;

	for (row = 0; row < sheet->rows; row++) {
		const struct cell *c = sheet_cell(sheet, row, column);

		if (c->none && p50 >= 0 && !sheet_cell(sheet, row, p50)->none)
			return (struct cell){ .none = true };
		if (!c->none && (most.none || c->n > most.n))
			most = *c;
	}
	return most;
}

static void add_up(struct top *t, const struct sheet *sheet)
{
	int weight = sheet_find(sheet, "total_ns");
	unsigned int i;

	for (i = 0; i < sheet->columns; i++) {
		const struct column *c = &sheet->column[i];
		bool share = c->type == CELL_PERCENT && strcmp(c->name, "percent");

		t->total[i] = (struct cell){ .none = true };
		if (!strcmp(c->name, "max_ns"))
			t->total[i] = longest_of(sheet, i);
		else if (is_number(c) && !is_percentile(c->name))
			t->total[i] = sum_of(sheet, i, share ? weight : -1);
	}
}

/* Add the exits of a row, and if wanted of those of its class behind it. Return: the next one. */
static size_t count_row(const struct result *r, size_t i, bool whole_class, uint64_t *n)
{
	const char *class = result_key(r, &r->row[i], "class");

	do {
		*n += r->row[i++].value[0];
	} while (whole_class && i < r->rows && !strcmp(result_key(r, &r->row[i], "class"), class));
	return i;
}

/*
 * Make the sheet of reasons, or of classes, with percentiles of those that have some. Those of a
 * class are of all its exits: not shown with events.
 */
static void reasons_sheet(struct sheet *sheet, const struct query *q, bool classes,
			  const struct snapshot *a, const struct snapshot *b)
{
	enum percentile_by by = classes ? BY_CLASS : BY_REASON;
	double passed = a ? snapshot_counted_seconds(a, b) : 0;
	struct percentile_list p;
	struct result r;
	uint64_t all = 0;
	size_t i, next;
	bool told;

	query_change(&r, q, a, b);
	percentiles_run(&p, q, by, a, b);
	told = p.r.rows && !(classes && q->events);
	for (i = 0; i < r.rows; i++)
		all += r.row[i].value[0];
	sheet_init(sheet, "reason");
	if (classes)
		sheet_column(sheet, "class", "Class", CELL_TEXT);
	else
		result_key_columns(sheet, &r);
	sheet_column(sheet, "exits", "Total", CELL_COUNT);
	sheet_column(sheet, "percent", "%Total", CELL_PERCENT);
	if (passed > 0)
		sheet_column(sheet, "per_second", "CurAvg/s", CELL_RATE);
	if (told)
		percentile_columns(sheet);
	for (i = 0; i < r.rows; i = next) {
		const struct result_row *row = &r.row[i];
		const struct result_row key = {
			.key = { result_key(&r, row, "class"), result_key(&r, row, "reason") },
		};
		uint64_t n = 0;

		next = count_row(&r, i, classes, &n);
		if (!n)
			continue;
		if (classes)
			sheet_text(sheet, key.key[0]);
		else
			result_key_cells(sheet, &r, row);
		sheet_number(sheet, n);
		sheet_real(sheet, 100.0 * n / all);
		if (passed > 0)
			sheet_real(sheet, n / passed);
		if (told)
			percentile_cells(sheet, percentiles_find(&p, &key));
	}
	result_free(&r);
	percentiles_free(&p);
}

void top_sheet(struct sheet *sheet, struct top *t, const struct snapshot *a,
	       const struct snapshot *b)
{
	bool hot = t->level == TOP_HOT;
	const char *vm = t->vm;
	struct vm_set entered = { 1, (char **)&vm };
	struct query q = {
		.view = view_find(hot ? "hot" : "reason"),
		/* The table hot is by VM, not by vCPU. */
		.only = { &entered, *t->vcpu && !hot ? t->vcpu : NULL },
		.events = t->events.n ? &t->events : NULL,
	};

	if (t->totals)
		a = NULL;
	if (hot)
		query_sheet(sheet, &q, a, b);
	else if (t->level == TOP_REASONS)
		reasons_sheet(sheet, &q, t->classes, a, b);
	else
		top_vms_sheet(sheet, t, a, b);
	if (*t->filter)
		filter_rows(sheet, t->filter);
	add_up(t, sheet);
	sheet_sort(sheet, top_order(t, sheet), t->reverse[t->level]);
	sheet_cut(sheet, t->shape->limit);
}

int top_order(const struct top *t, const struct sheet *sheet)
{
	int column = t->sort[t->level] ? sheet_find(sheet, t->sort[t->level]) : -1;

	return column < 0 ? usual_order(t, sheet) : column;
}

void top_key(char key[128], const struct sheet *sheet, size_t row)
{
	unsigned int i, n = 0;

	key[0] = '\0';
	for (i = 0; i < sheet->columns && n < 128; i++) {
		const struct cell *c = sheet_cell(sheet, row, i);

		if (is_text(sheet->column[i].type) && !sheet->column[i].drawn)
			n += snprintf(key + n, 128 - n, "%s\t", c->none ? "-" : c->text);
	}
}
