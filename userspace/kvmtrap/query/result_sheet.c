// SPDX-License-Identifier: GPL-2.0-only
/*
 * result_sheet.c - a result as a sheet.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "query/result.h"
#include "util/die.h"
#include "util/number.h"

/* Titles for the columns that can be keys. */
static const struct column keys[] = {
	{ "vm", "VM", CELL_ID }, { "vcpu", "vCPU", CELL_ID },
	{ "class", "Class", CELL_TEXT }, { "code", "Code", CELL_TEXT },
	{ "reason", "Reason", CELL_TEXT }, { "kind", "Kind", CELL_TEXT },
	{ "name", "Name", CELL_TEXT }, { "how", "How", CELL_TEXT },
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

void result_key_columns(struct sheet *sheet, const struct result *r)
{
	unsigned int i;

	for (i = 0; i < r->keys; i++) {
		const struct column *key = key_column(r->key_name[i]);

		sheet_column(sheet, key->name, key->title, key->type);
		if (is_vm(key->name))
			sheet_column(sheet, "vm_name", "VM name", CELL_TEXT);
	}
}

void result_key_cells(struct sheet *sheet, const struct result *r, const struct result_row *row)
{
	unsigned int i;
	uint64_t n;

	for (i = 0; i < r->keys; i++) {
		if (is_text(key_column(r->key_name[i])->type))
			sheet_text(sheet, row->key[i]);
		else if (parse_number(row->key[i], &n))
			sheet_number(sheet, n);
		else
			sheet_none(sheet);
		if (is_vm(r->key_name[i]))
			sheet_text(sheet, row->vm_name);
	}
}

void result_uuid_column(struct sheet *sheet, const struct result *r)
{
	if (result_key_index(r, "vm") >= 0)
		sheet_quiet_column(sheet, "vm_uuid", "UUID", CELL_TEXT);
}

void result_uuid_cell(struct sheet *sheet, const struct result *r, const struct result_row *row)
{
	if (result_key_index(r, "vm") >= 0)
		sheet_text(sheet, row->vm_uuid);
}

static void add_columns(struct sheet *sheet, const struct result *r, double seconds)
{
	const struct column *value = r->view->value;
	unsigned int i;

	result_key_columns(sheet, r);
	for (i = 0; i < VIEW_VALUES && value[i].name; i++) {
		if (value[i].rare) {
			if (!r->lacks[i])
				sheet_rare_column(sheet, value[i].name, value[i].title,
						  value[i].type);
			continue;
		}
		sheet_column(sheet, value[i].name, value[i].title, value[i].type);
		if (value[i].share)
			sheet_column(sheet, value[i].share, "%", CELL_PERCENT);
		if (i)
			continue;
		sheet_column(sheet, "percent", "%Total", CELL_PERCENT);
		if (seconds && value[0].type == CELL_COUNT)
			sheet_column(sheet, "per_second", "CurAvg/s", CELL_RATE);
	}
	if (view_has_average(r->view))
		sheet_column(sheet, "average_ns", "Average", CELL_NS);
	if (view_is_histogram(r->view))
		sheet_column(sheet, "bar", "", CELL_BAR);
	result_uuid_column(sheet, r);
}

static void add_share(struct sheet *sheet, uint64_t part, uint64_t all)
{
	if (all)
		sheet_real(sheet, 100.0 * part / all);
	else
		sheet_none(sheet);
}

static bool is_told(const struct result *r, const struct result_row *row, unsigned int i)
{
	return !r->lacks[i] && row->told & 1u << i;
}

static void add_average(struct sheet *sheet, const struct result *r, const struct result_row *row)
{
	const uint64_t *value = row->value;
	bool time_first = r->view->value[0].type == CELL_NS;
	uint64_t ns = value[time_first ? 0 : 1], n = value[time_first ? 1 : 0];

	if (n && is_told(r, row, 0) && is_told(r, row, 1) && !r->no_average)
		sheet_number(sheet, ns / n);
	else
		sheet_none(sheet);
}

static bool same_histogram(const struct result *r, const struct result_row *a,
			   const struct result_row *b)
{
	int i = result_key_index(r, "from_ns");

	while (i--) {
		if (strcmp(a->key[i], b->key[i]))
			return false;
	}
	return true;
}

/* Return the most that a bucket of a histogram has, which begins with @row. */
static uint64_t highest(const struct result *r, const struct result_row *row)
{
	const struct result_row *first = row, *end = r->row + r->rows;
	uint64_t most = 0;

	for (; row < end && same_histogram(r, first, row); row++) {
		if (row->value[0] > most)
			most = row->value[0];
	}
	return most;
}

static void add_row(struct sheet *sheet, const struct result *r, const struct result_row *row,
		    uint64_t all, uint64_t most, double seconds)
{
	const struct column *value = r->view->value;
	unsigned int i;

	result_key_cells(sheet, r, row);
	for (i = 0; i < VIEW_VALUES && value[i].name; i++) {
		if (value[i].rare && r->lacks[i])
			continue;
		if (is_told(r, row, i))
			sheet_number(sheet, row->value[i]);
		else
			sheet_none(sheet);
		if (value[i].share)
			add_share(sheet, row->value[i], row->value[0]);
		if (i)
			continue;
		add_share(sheet, row->value[0], all);
		if (seconds && value[0].type == CELL_COUNT)
			sheet_real(sheet, row->value[0] / seconds);
	}
	if (view_has_average(r->view))
		add_average(sheet, r, row);
	if (view_is_histogram(r->view))
		sheet_real(sheet, (double)row->value[0] / most);
	result_uuid_cell(sheet, r, row);
}

/* Return what the shares of the first value are of: the rows of the total, or all rows. */
static uint64_t whole(const struct result *r)
{
	int class = result_key_index(r, "class");
	uint64_t sum = 0, total = 0;
	bool totals = false;
	size_t i;

	for (i = 0; i < r->rows; i++) {
		sum += r->row[i].value[0];
		if (class < 0 || strcmp(r->row[i].key[class], "total"))
			continue;
		total += r->row[i].value[0];
		totals = true;
	}
	return totals ? total : sum;
}

static int by_place(const void *left, const void *right)
{
	const struct result_row *a = *(struct result_row *const *)left;
	const struct result_row *b = *(struct result_row *const *)right;

	return (a->place > b->place) - (a->place < b->place);
}

static bool all_zero(const struct result_row *row)
{
	unsigned int i;

	for (i = 0; i < VIEW_VALUES; i++) {
		if (row->value[i])
			return false;
	}
	return true;
}

void result_sheet(struct sheet *sheet, const struct result *r, double seconds)
{
	const struct result_row **order = calloc(r->rows + 1, sizeof(*order));
	enum view_order by = r->view->order;
	uint64_t all = whole(r), most = 0;
	size_t i;

	if (!order)
		die("out of memory");
	for (i = 0; i < r->rows; i++)
		order[i] = &r->row[i];
	if (by == BY_PLACE)
		qsort(order, r->rows, sizeof(*order), by_place);
	sheet_init(sheet, r->view->name);
	add_columns(sheet, r, seconds);
	for (i = 0; i < r->rows; i++) {
		if (view_is_histogram(r->view) &&
		    (!i || !same_histogram(r, order[i - 1], order[i])))
			most = highest(r, order[i]);
		if ((by == BY_PLACE && r->keys == 1) || !all_zero(order[i]))
			add_row(sheet, r, order[i], all, most, seconds);
	}
	free(order);
	if (by == BY_SIZE)
		sheet_sort(sheet, sheet_find(sheet, r->view->value[0].name), false);
}
