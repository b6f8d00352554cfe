// SPDX-License-Identifier: GPL-2.0-only
/*
 * result.c - sums as a sheet.
 */
#include <stdlib.h>
#include <string.h>

#include "query/view.h"
#include "util/die.h"
#include "util/number.h"

/* A file's column, for people. */
static const struct column keys[] = {
	{ "vm", "VM", CELL_ID }, { "vcpu", "vCPU", CELL_ID },
	{ "class", "Class", CELL_TEXT }, { "code", "Code", CELL_TEXT },
	{ "reason", "Reason", CELL_TEXT }, { "kind", "Kind", CELL_TEXT },
	{ "name", "Name", CELL_TEXT }, { "how", "How", CELL_TEXT },
	{ "what", "Class", CELL_TEXT },
	{ "from_ns", "From", CELL_NS }, { "below_ns", "Below", CELL_NS },
};

static const struct column *key_column(const char *name)
{
	size_t i;

	for (i = 0; strcmp(keys[i].name, name); i++)
		;
	return &keys[i];
}

static bool is_vm(const char *key)
{
	return !strcmp(key, "vm");
}

/* Of a count and a time an average can be told. */
static bool has_average(const struct view *v)
{
	return v->value[1].name && !v->value[2].name &&
	       v->value[0].type != v->value[1].type;
}

void sums_key_columns(struct sheet *sheet, const struct sums *sums, const struct snapshot *s)
{
	unsigned int i;

	for (i = 0; i < sums->keys; i++) {
		const struct column *key = key_column(sums->key_name[i]);

		sheet_column(sheet, key->name, key->title, key->type);
		if (s && is_vm(key->name))
			sheet_column(sheet, "vm_name", "VM name", CELL_TEXT);
	}
}

void sums_key_cells(struct sheet *sheet, const struct sums *sums, const struct sum *row,
		    const struct snapshot *s)
{
	unsigned int i;
	uint64_t n;

	for (i = 0; i < sums->keys; i++) {
		if (is_text(key_column(sums->key_name[i])->type))
			sheet_text(sheet, row->key[i]);
		else if (parse_number(row->key[i], &n))
			sheet_number(sheet, n);
		else
			sheet_none(sheet);
		if (s && is_vm(sums->key_name[i]))
			sheet_text(sheet, snapshot_vm_name(s, row->key[i]));
	}
}

static void add_columns(struct sheet *sheet, const struct sums *sums, const struct snapshot *s,
			double seconds)
{
	const struct column *value = sums->view->value;
	unsigned int i;

	sums_key_columns(sheet, sums, s);
	for (i = 0; i < VIEW_VALUES && value[i].name; i++) {
		sheet_column(sheet, value[i].name, value[i].title, value[i].type);
		if (value[i].share)
			sheet_column(sheet, value[i].share, "%", CELL_PERCENT);
		if (i)
			continue;
		sheet_column(sheet, "percent", "%Total", CELL_PERCENT);
		if (seconds && value[0].type == CELL_COUNT)
			sheet_column(sheet, "per_second", "CurAvg/s", CELL_RATE);
	}
	if (has_average(sums->view))
		sheet_column(sheet, "average_ns", "Average", CELL_NS);
}

static void add_share(struct sheet *sheet, uint64_t part, uint64_t all)
{
	if (all)
		sheet_real(sheet, 100.0 * part / all);
	else
		sheet_none(sheet);
}

static void add_average(struct sheet *sheet, const struct sums *sums,
			const uint64_t value[])
{
	bool time_first = sums->view->value[0].type == CELL_NS;
	uint64_t ns = value[time_first ? 0 : 1], n = value[time_first ? 1 : 0];

	if (n)
		sheet_number(sheet, ns / n);
	else
		sheet_none(sheet);
}

static void add_row(struct sheet *sheet, const struct sums *sums,
		    const struct sum *row, uint64_t all, const struct snapshot *s,
		    double seconds)
{
	const struct column *value = sums->view->value;
	unsigned int i;

	sums_key_cells(sheet, sums, row, s);
	for (i = 0; i < VIEW_VALUES && value[i].name; i++) {
		sheet_number(sheet, row->value[i]);
		if (value[i].share)
			add_share(sheet, row->value[i], row->value[0]);
		if (i)
			continue;
		add_share(sheet, row->value[0], all);
		if (seconds && value[0].type == CELL_COUNT)
			sheet_real(sheet, row->value[0] / seconds);
	}
	if (has_average(sums->view))
		add_average(sheet, sums, row->value);
}

/* What the shares are shares of: all rows, or that of the total. */
static uint64_t whole(const struct sums *sums)
{
	uint64_t sum = 0;
	size_t i;

	for (i = 0; i < sums->rows; i++) {
		if (!strcmp(sums->row[i].key[0], "total"))
			return sums->row[i].value[0];
		sum += sums->row[i].value[0];
	}
	return sum;
}

static int by_place(const void *left, const void *right)
{
	const struct sum *a = *(struct sum *const *)left;
	const struct sum *b = *(struct sum *const *)right;

	return (a->place > b->place) - (a->place < b->place);
}

static bool all_zero(const struct sum *row)
{
	unsigned int i;

	for (i = 0; i < VIEW_VALUES; i++) {
		if (row->value[i])
			return false;
	}
	return true;
}

void view_sheet(struct sheet *sheet, const struct sums *sums,
		const struct snapshot *s, double seconds)
{
	const struct sum **order = calloc(sums->rows + 1, sizeof(*order));
	enum view_order by = sums->view->order;
	uint64_t all = whole(sums);
	size_t i;

	if (!order)
		die("out of memory");
	for (i = 0; i < sums->rows; i++)
		order[i] = &sums->row[i];
	if (by == BY_PLACE)
		qsort(order, sums->rows, sizeof(*order), by_place);
	sheet_init(sheet, sums->view->name);
	add_columns(sheet, sums, s, seconds);
	for (i = 0; i < sums->rows; i++) {
		if (by == BY_PLACE || !all_zero(order[i]))
			add_row(sheet, sums, order[i], all, s, seconds);
	}
	free(order);
	if (by == BY_SIZE)
		sheet_sort(sheet, sheet_find(sheet, sums->view->value[0].name), false);
}
