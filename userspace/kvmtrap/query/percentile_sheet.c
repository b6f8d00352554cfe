// SPDX-License-Identifier: GPL-2.0-only
/*
 * percentile_sheet.c - percentiles as a sheet: see percentile.h.
 */
#include <string.h>

#include "query/percentile.h"

/* In the order of struct percentiles. */
static const struct column columns[] = {
	{ "p50_ns", "p50", CELL_NS },
	{ "p90_ns", "p90", CELL_NS },
	{ "p99_ns", "p99", CELL_NS },
	{ "max_ns", "Max", CELL_NS },
	{ "error_percent", "\302\261%", CELL_PERCENT },
};

#define NR_COLUMNS	(sizeof(columns) / sizeof(columns[0]))

void percentile_columns(struct sheet *sheet)
{
	size_t i;

	for (i = 0; i < NR_COLUMNS; i++)
		sheet_column(sheet, columns[i].name, columns[i].title, columns[i].type);
}

bool is_percentile(const char *column)
{
	size_t i;

	for (i = 0; i < NR_COLUMNS; i++) {
		if (!strcmp(columns[i].name, column))
			return true;
	}
	return false;
}

/* What is in a bucket without an end is not known. */
static void add_ns(struct sheet *sheet, uint64_t ns)
{
	if (ns)
		sheet_number(sheet, ns);
	else
		sheet_none(sheet);
}

void percentile_cells(struct sheet *sheet, const struct percentiles *p)
{
	size_t i;

	if (!p) {
		for (i = 0; i < NR_COLUMNS; i++)
			sheet_none(sheet);
		return;
	}
	add_ns(sheet, p->p50);
	add_ns(sheet, p->p90);
	add_ns(sheet, p->p99);
	add_ns(sheet, p->max);
	if (p->p99)
		sheet_real(sheet, p->error);
	else
		sheet_none(sheet);
}

/* Add the row of a group. What its keys lack is "-": it is about all of them. */
static void add_group(struct sheet *sheet, const struct percentile_list *l, size_t i,
		      const char *class)
{
	const struct result_row *row = &l->r.row[i];

	if (result_key_index(&l->r, "vm") >= 0) {
		sheet_text(sheet, result_key(&l->r, row, "vm"));
		sheet_text(sheet, row->vm_name);
	}
	if (result_key_index(&l->r, "vcpu") >= 0)
		sheet_text(sheet, result_key(&l->r, row, "vcpu"));
	sheet_text(sheet, class ?: result_key(&l->r, row, "class"));
	sheet_text(sheet, result_key(&l->r, row, "reason"));
	sheet_number(sheet, l->p[i].exits);
	percentile_cells(sheet, &l->p[i]);
	result_uuid_cell(sheet, &l->r, row);
}

/* Return true if the groups have the first @n keys in common. */
static bool same_keys(const struct result_row *a, const struct result_row *b, unsigned int n)
{
	while (n--) {
		if (strcmp(a->key[n], b->key[n]))
			return false;
	}
	return true;
}

static void add_columns(struct sheet *sheet, const struct percentile_list *l)
{
	sheet_init(sheet, "percentiles");
	if (result_key_index(&l->r, "vm") >= 0) {
		sheet_column(sheet, "vm", "VM", CELL_ID);
		sheet_column(sheet, "vm_name", "VM name", CELL_TEXT);
	}
	if (result_key_index(&l->r, "vcpu") >= 0)
		sheet_column(sheet, "vcpu", "vCPU", CELL_ID);
	sheet_column(sheet, "class", "Class", CELL_TEXT);
	sheet_column(sheet, "reason", "Reason", CELL_TEXT);
	sheet_column(sheet, "exits", "Exits", CELL_COUNT);
	percentile_columns(sheet);
	result_uuid_column(sheet, &l->r);
}

void percentile_sheet(struct sheet *sheet, const struct query *q, const struct snapshot *a,
		      const struct snapshot *b)
{
	struct percentile_list all, class, reason;
	size_t i, c = 0, r = 0;

	percentiles_run(&all, q, BY_NOTHING, a, b);
	percentiles_run(&class, q, BY_CLASS, a, b);
	percentiles_run(&reason, q, BY_REASON, a, b);
	add_columns(sheet, &all);
	for (i = 0; i < all.r.rows; i++) {
		unsigned int per = all.r.keys;

		for (; c < class.r.rows && same_keys(&class.r.row[c], &all.r.row[i], per); c++) {
			add_group(sheet, &class, c, NULL);
			for (; r < reason.r.rows && same_keys(&reason.r.row[r], &class.r.row[c],
							      per + 1); r++)
				add_group(sheet, &reason, r, NULL);
		}
		add_group(sheet, &all, i, "total");
	}
	percentiles_free(&all);
	percentiles_free(&class);
	percentiles_free(&reason);
}
