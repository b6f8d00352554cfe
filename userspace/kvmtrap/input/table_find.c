// SPDX-License-Identifier: GPL-2.0-only
/*
 * table_find.c - what is in tables: see table.h.
 */
#include <string.h>

#include "input/table.h"
#include "util/number.h"

const struct table *tables_find(const struct tables *t, const char *name)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		if (!strcmp(t->table[i].name, name))
			return &t->table[i];
	}
	return NULL;
}

int table_column(const struct table *t, const char *name)
{
	unsigned int i;

	for (i = 0; i < t->columns; i++) {
		if (!strcmp(t->column[i], name))
			return i;
	}
	return -1;
}

const char *table_get(const struct table *t, size_t row, const char *name)
{
	int column = table_column(t, name);

	return column < 0 ? "-" : table_cell(t, row, column);
}

uint64_t table_number(const struct table *t, size_t row, int column)
{
	uint64_t n;

	return column >= 0 && parse_number(table_cell(t, row, column), &n) ? n : 0;
}

bool table_has_number(const struct table *t, size_t row, int column)
{
	uint64_t n;

	return column >= 0 && parse_number(table_cell(t, row, column), &n);
}
