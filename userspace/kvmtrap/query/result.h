/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * result.h - the answer to a query: sums, by the keys that were asked for.
 */
#ifndef KVMTRAP_RESULT_H
#define KVMTRAP_RESULT_H

#include <stddef.h>
#include <stdint.h>

#include "query/view.h"

/* The keys of the view, the VM and the vCPU. */
#define RESULT_KEYS	(VIEW_KEYS + 2)

struct result_row {
	const char *key[RESULT_KEYS];	/* points into the snapshot */
	const char *vm_name, *vm_uuid;	/* if the VM is a key; point into the snapshot */
	uint64_t value[VIEW_VALUES];
	unsigned int told;	/* a bit for each value that is a number in some row of the table */
	size_t place;		/* where it is in the table: by VIEW_CLASSES more for each row */
};

struct result {
	const struct view *view;
	unsigned int keys;
	const char *key_name[RESULT_KEYS];
	size_t rows;
	struct result_row *row;	/* in the order of their keys */
	bool lacks[VIEW_VALUES];	/* the table has no such column */
	bool no_average;	/* times and counts do not cover the same exits */
};

void result_free(struct result *r);

/* Make the keys those of the view, and what @per tells apart. */
void result_choose_keys(struct result *r, enum view_per per);

/* Return: the order of two rows by their keys, as strcmp(); "9" comes before "10". */
int result_order(const struct result *r, const struct result_row *a, const struct result_row *b);

/* Return: the row of @r with the keys of @key, or NULL. */
struct result_row *result_find(const struct result *r, const struct result_row *key);

/* Return: the index of the key of this name, or -1. */
int result_key_index(const struct result *r, const char *name);

/* Return: the key of this name in @row; "-" if there is none. */
const char *result_key(const struct result *r, const struct result_row *row, const char *name);

/* Return: the value of this column in @row; 0 if there is none. */
uint64_t result_value(const struct result *r, const struct result_row *row, const char *name);

/* Return: true if the result tells the value of this column. */
bool result_tells(const struct result *r, const char *name);

/* Add the keys of a result to a sheet that has no rows yet, as its columns. */
void result_key_columns(struct sheet *sheet, const struct result *r);

/* Fill the cells of these columns in one row. */
void result_key_cells(struct sheet *sheet, const struct result *r, const struct result_row *row);

/* Add the last column, and fill its cell: the UUID of the VM, where that is a key. */
void result_uuid_column(struct sheet *sheet, const struct result *r);
void result_uuid_cell(struct sheet *sheet, const struct result *r, const struct result_row *row);

/**
 * result_sheet() - Make a sheet of a result, in the order that its view has.
 * @sheet: to be freed with sheet_free()
 * @r: the result
 * @seconds: the time in which it was counted; 0 if that is not known
 *
 * Rows of zeros are left out, unless the view has the order of the table and is not split by
 * VM; so are rare columns that the table has not. Cells of other columns that it has not, or
 * that have no number in it, are empty. The first value also gets its share and, if @seconds is
 * known and it is a count, its rate.
 */
void result_sheet(struct sheet *sheet, const struct result *r, double seconds);

#endif
