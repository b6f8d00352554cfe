// SPDX-License-Identifier: GPL-2.0-only
/*
 * compare.c - see compare.h.
 */
#include <stdlib.h>
#include <string.h>

#include "query/compare.h"
#include "util/die.h"

/* A row of A, and the row of B with the same keys; NULL if there is none. */
struct pair {
	const struct result_row *row[2];
};

static uint64_t value_of(const struct pair *p, unsigned int which)
{
	return p->row[which] ? p->row[which]->value[0] : 0;
}

/* A row that is not there comes after all others. */
static int order_of_keys(const struct result *r, const struct result_row *a,
			 const struct result_row *b)
{
	return a && b ? result_order(r, a, b) : !a - !b;
}

/* A bit for each of view_classes[] that a result tells. One without a row tells all. */
static unsigned int classes_told(const struct result *r)
{
	unsigned int told = 0, i;
	size_t row;

	for (row = 0; row < r->rows; row++) {
		for (i = 0; view_classes[i].name; i++) {
			if (!strcmp(result_key(r, &r->row[row], "class"), view_classes[i].name))
				told |= 1u << i;
		}
	}
	return r->rows ? told : ~0u;
}

/* Return false if the row of the pair is of a class that only one of the two can tell. */
static bool told_by_both(const struct result *r, const struct pair *p, unsigned int told)
{
	const char *class = result_key(r, p->row[0] ?: p->row[1], "class");
	unsigned int i;

	for (i = 0; view_classes[i].name && strcmp(view_classes[i].name, class); i++)
		;
	return told & 1u << i || !view_classes[i].name;
}

/* Both results are in the order of their keys. Returns how many pairs there are. */
static size_t make_pairs(struct pair *pairs, const struct result r[2])
{
	bool of_classes = r[0].view->order == BY_PLACE;
	unsigned int told = of_classes ? classes_told(&r[0]) & classes_told(&r[1]) : 0, i;
	size_t n[2] = { 0, 0 }, count = 0;

	while (n[0] < r[0].rows || n[1] < r[1].rows) {
		struct pair *p = &pairs[count];
		int which;

		for (i = 0; i < 2; i++)
			p->row[i] = n[i] < r[i].rows ? &r[i].row[n[i]] : NULL;
		which = order_of_keys(&r[0], p->row[0], p->row[1]);
		if (which < 0)
			p->row[1] = NULL;
		if (which > 0)
			p->row[0] = NULL;
		n[0] += !!p->row[0];
		n[1] += !!p->row[1];
		count += (value_of(p, 0) || value_of(p, 1)) &&
			 (!of_classes || told_by_both(&r[0], p, told));
	}
	return count;
}

static int by_place(const void *left, const void *right, void *r)
{
	const struct pair *p = left, *q = right;
	size_t a = (p->row[1] ?: p->row[0])->place, b = (q->row[1] ?: q->row[0])->place;

	(void)r;
	return (a > b) - (a < b);
}

static uint64_t change_of(const struct pair *p)
{
	uint64_t a = value_of(p, 0), b = value_of(p, 1);

	return a > b ? a - b : b - a;
}

/* Order pairs by how much they differ, the largest difference first. */
static int by_change(const void *left, const void *right, void *r)
{
	const struct pair *p = left, *q = right;
	uint64_t a = change_of(p), b = change_of(q);

	if (a != b)
		return a < b ? 1 : -1;
	return order_of_keys(r, p->row[0] ?: p->row[1], q->row[0] ?: q->row[1]);
}

/* A row that is there may not tell its value. One that is not there has none: 0. */
static bool is_told(const struct pair *p, unsigned int which)
{
	return !p->row[which] || p->row[which]->told & 1;
}

static void add_value(struct sheet *sheet, const struct pair *p, unsigned int which)
{
	if (is_told(p, which))
		sheet_number(sheet, value_of(p, which));
	else
		sheet_none(sheet);
}

/* One number may stand for two VMs: *@names gets the names of both then, to be freed. */
static struct result_row keys_of(const struct pair *p, char **names)
{
	const struct result_row *a = p->row[0], *b = p->row[1];
	struct result_row row = a ? *a : *b;

	*names = NULL;
	if (a && b && a->vm_name && b->vm_name && strcmp(a->vm_name, b->vm_name))
		row.vm_name = *names = xasprintf("%s, %s", a->vm_name, b->vm_name);
	if (a && b && a->vm_uuid && b->vm_uuid && strcmp(a->vm_uuid, b->vm_uuid))
		row.vm_uuid = NULL;
	return row;
}

static void add_row(struct sheet *sheet, const struct result *r, const struct pair *p)
{
	uint64_t a = value_of(p, 0), b = value_of(p, 1);
	bool told = is_told(p, 0) && is_told(p, 1);
	char *names;
	struct result_row keys = keys_of(p, &names);

	result_key_cells(sheet, r, &keys);
	add_value(sheet, p, 0);
	add_value(sheet, p, 1);
	if (told)
		sheet_change(sheet, b - a);
	else
		sheet_none(sheet);
	if (told && a)
		sheet_real(sheet, 100.0 * ((double)b - a) / a);
	else
		sheet_none(sheet);
	result_uuid_cell(sheet, r, &keys);
	free(names);
}

void compare_sheet(struct sheet *sheet, const struct result r[2])
{
	const struct view *v = r[0].view;
	bool ns = v->value[0].type == CELL_NS;
	struct pair *pairs = calloc(r[0].rows + r[1].rows + 1, sizeof(*pairs));
	size_t n, i;

	if (!pairs)
		die("out of memory");
	n = make_pairs(pairs, r);
	if (v->order == BY_PLACE)
		qsort_r(pairs, n, sizeof(*pairs), by_place, NULL);
	if (v->order == BY_SIZE)
		qsort_r(pairs, n, sizeof(*pairs), by_change, (void *)&r[0]);
	sheet_init(sheet, v->name);
	result_key_columns(sheet, &r[0]);
	sheet_column(sheet, ns ? "a_ns" : "a", "A", v->value[0].type);
	sheet_column(sheet, ns ? "b_ns" : "b", "B", v->value[0].type);
	sheet_column(sheet, ns ? "change_ns" : "change", "B-A", ns ? CELL_CHANGE_NS : CELL_CHANGE);
	sheet_column(sheet, "change_percent", "%", CELL_PERCENT);
	result_uuid_column(sheet, &r[0]);
	for (i = 0; i < n; i++)
		add_row(sheet, &r[0], &pairs[i]);
	free(pairs);
}
