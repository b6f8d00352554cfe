// SPDX-License-Identifier: GPL-2.0-only
/*
 * result.c - see result.h.
 */
#include <stdlib.h>
#include <string.h>

#include "query/result.h"

void result_free(struct result *r)
{
	free(r->row);
	memset(r, 0, sizeof(*r));
}

static void add_key(struct result *r, const char *name)
{
	if (result_key_index(r, name) < 0)
		r->key_name[r->keys++] = name;
}

void result_choose_keys(struct result *r, enum view_per per)
{
	const struct view *v = r->view;
	unsigned int i;

	r->keys = 0;
	if (per != PER_HOST)
		add_key(r, "vm");
	if (per == PER_VCPU)
		add_key(r, "vcpu");
	for (i = 0; i < VIEW_KEYS && v->keys[i]; i++)
		add_key(r, v->keys[i]);
}

int result_order(const struct result *r, const struct result_row *a, const struct result_row *b)
{
	unsigned int i;

	for (i = 0; i < r->keys; i++) {
		/* Most that are compared are equal: strcmp() is quicker. */
		if (strcmp(a->key[i], b->key[i]))
			return strverscmp(a->key[i], b->key[i]);
	}
	return 0;
}

struct result_row *result_find(const struct result *r, const struct result_row *key)
{
	size_t low = 0, high = r->rows;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = result_order(r, key, &r->row[middle]);

		if (!order)
			return &r->row[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

int result_key_index(const struct result *r, const char *name)
{
	unsigned int i;

	for (i = 0; i < r->keys; i++) {
		if (!strcmp(r->key_name[i], name))
			return i;
	}
	return -1;
}

const char *result_key(const struct result *r, const struct result_row *row, const char *name)
{
	int i = result_key_index(r, name);

	return i < 0 ? "-" : row->key[i];
}

uint64_t result_value(const struct result *r, const struct result_row *row, const char *name)
{
	unsigned int i;

	for (i = 0; i < VIEW_VALUES && r->view->value[i].name; i++) {
		if (!strcmp(r->view->value[i].name, name))
			return row->value[i];
	}
	return 0;
}

bool result_tells(const struct result *r, const char *name)
{
	unsigned int i;

	for (i = 0; i < VIEW_VALUES && r->view->value[i].name; i++) {
		if (!strcmp(r->view->value[i].name, name))
			return !r->lacks[i];
	}
	return false;
}
