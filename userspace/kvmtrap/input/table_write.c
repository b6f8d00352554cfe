// SPDX-License-Identifier: GPL-2.0-only
/*
 * table_write.c - tables as text: see table.h.
 */
#include "input/table.h"

static void write_table(FILE *f, const struct table *t)
{
	size_t row;
	unsigned int i;

	fprintf(f, "kvmtrap %s %u\n", t->name, t->version);
	for (i = 0; i < t->columns; i++)
		fprintf(f, "%s%c", t->column[i], i + 1 < t->columns ? ' ' : '\n');
	for (row = 0; row < t->rows; row++) {
		for (i = 0; i < t->columns; i++)
			fprintf(f, "%s%c", table_cell(t, row, i),
				i + 1 < t->columns ? ' ' : '\n');
	}
}

void tables_write(const struct tables *t, FILE *f)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		write_table(f, &t->table[i]);
}

void tables_write_end(FILE *f)
{
	fputs(TABLES_END "\n", f);
}
