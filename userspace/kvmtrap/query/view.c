// SPDX-License-Identifier: GPL-2.0-only
/*
 * view.c - see view.h.
 */
#include <stdlib.h>
#include <string.h>

#include "query/view.h"
#include "util/die.h"
#include "util/number.h"

static void add_key(struct sums *sums, const char *name)
{
	unsigned int i;

	for (i = 0; i < sums->keys; i++) {
		if (!strcmp(sums->key_name[i], name))
			return;
	}
	sums->key_name[sums->keys++] = name;
}

static void choose_keys(struct sums *sums, enum view_per per)
{
	const struct view *v = sums->view;
	unsigned int i;

	if (per != PER_HOST && view_has(v, per))
		add_key(sums, "vm");
	if (per == PER_VCPU && view_has(v, per))
		add_key(sums, "vcpu");
	for (i = 0; i < VIEW_KEYS && v->keys[i]; i++)
		add_key(sums, v->keys[i]);
}

/* By the keys; "9" before "10". */
static int compare(const void *left, const void *right, void *arg)
{
	const struct sum *a = left, *b = right;
	const struct sums *sums = arg;
	unsigned int i;

	for (i = 0; i < sums->keys; i++) {
		int order = strverscmp(a->key[i], b->key[i]);

		if (order)
			return order;
	}
	return 0;
}

/* Rows in order, those with the same keys together. */
static void merge(struct sums *sums)
{
	size_t i, n = 0;
	unsigned int v;

	if (sums->rows)
		qsort_r(sums->row, sums->rows, sizeof(*sums->row), compare, sums);
	for (i = 0; i < sums->rows; i++) {
		struct sum *row = &sums->row[i];

		if (!n || compare(&sums->row[n - 1], row, sums)) {
			sums->row[n++] = *row;
			continue;
		}
		for (v = 0; v < VIEW_VALUES; v++)
			sums->row[n - 1].value[v] += row->value[v];
		if (row->place < sums->row[n - 1].place)
			sums->row[n - 1].place = row->place;
	}
	sums->rows = n;
}

static bool passes(const struct table *t, size_t row, const char *name,
		   const char *wanted)
{
	int column = wanted ? table_column(t, name) : -1;

	return !wanted || (column >= 0 && !strcmp(table_cell(t, row, column), wanted));
}

static void add_row(struct sums *sums, const struct table *t, size_t n,
		    const int *key, const int *value)
{
	struct sum *row;
	unsigned int i;

	sums->row = grow_array(sums->row, sums->rows, sizeof(*sums->row));
	row = &sums->row[sums->rows++];
	memset(row, 0, sizeof(*row));
	row->place = n;
	for (i = 0; i < sums->keys; i++)
		row->key[i] = table_cell(t, n, key[i]);
	for (i = 0; i < VIEW_VALUES && sums->view->value[i].name; i++) {
		uint64_t x;

		if (value[i] >= 0 && parse_number(table_cell(t, n, value[i]), &x))
			row->value[i] = x;
	}
}

void view_sum(struct sums *sums, const struct view *v, enum view_per per,
	      const struct view_filter *filter, const struct snapshot *s)
{
	const struct table *t = snapshot_table(s, v->file);
	int key[VIEW_KEYS + 2], value[VIEW_VALUES];
	unsigned int i;
	size_t row;

	memset(sums, 0, sizeof(*sums));
	sums->view = v;
	choose_keys(sums, per);
	if (!t)
		return;
	for (i = 0; i < sums->keys; i++) {
		key[i] = table_column(t, sums->key_name[i]);
		if (key[i] < 0)
			die("'%s' has no column '%s'; is it damaged?", t->name,
			    sums->key_name[i]);
	}
	for (i = 0; i < VIEW_VALUES && v->value[i].name; i++)
		value[i] = table_column(t, v->value[i].name);
	for (row = 0; row < t->rows; row++) {
		if (!filter || (passes(t, row, "vm", filter->vm) &&
				passes(t, row, "vcpu", filter->vcpu)))
			add_row(sums, t, row, key, value);
	}
	merge(sums);
}

void sums_free(struct sums *sums)
{
	free(sums->row);
	memset(sums, 0, sizeof(*sums));
}

static int key_index(const struct sums *sums, const char *name)
{
	unsigned int i;

	for (i = 0; i < sums->keys; i++) {
		if (!strcmp(sums->key_name[i], name))
			return i;
	}
	return -1;
}

static struct sum *find(struct sums *sums, const struct sum *key)
{
	size_t low = 0, high = sums->rows;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare(key, &sums->row[middle], sums);

		if (!order)
			return &sums->row[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

void sums_subtract(struct sums *sums, const struct sums *before)
{
	int vcpu = key_index(sums, "vcpu");
	unsigned int v;
	size_t i;

	for (i = 0; i < before->rows; i++) {
		const struct sum *old = &before->row[i];
		struct sum *row = find(sums, old);

		if (!row && vcpu >= 0) {
			struct sum ended = *old;

			ended.key[vcpu] = "-";
			row = find(sums, &ended);
		}
		/* A VM that ended long ago: only totals know of it. */
		if (!row)
			continue;
		for (v = 0; v < VIEW_VALUES; v++)
			row->value[v] -= row->value[v] < old->value[v] ?
					 row->value[v] : old->value[v];
	}
}

void sums_of_vcpu(struct sums *sums, enum view_per per, const char *vcpu)
{
	struct sums wide = *sums;
	int at = key_index(&wide, "vcpu");
	unsigned int k;
	size_t i;

	sums->keys = 0;
	choose_keys(sums, per);
	sums->rows = 0;
	for (i = 0; i < wide.rows; i++) {
		struct sum row = wide.row[i];

		if (strcmp(row.key[at], vcpu))
			continue;
		for (k = 0; k < sums->keys; k++)
			row.key[k] = wide.row[i].key[key_index(&wide, sums->key_name[k])];
		sums->row[sums->rows++] = row;
	}
	merge(sums);
}
