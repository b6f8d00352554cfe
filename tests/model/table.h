/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * table.h - the files of kvmtrap/. Each has a title, a header, and rows of cells.
 */
#ifndef WALK_TABLE_H
#define WALK_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FOLDER "/sys/kernel/debug/kvmtrap"

enum table_id {
	SUMMARY,
	VMS,
	VCPUS,
	REASONS,
	USERSPACE,
	TIMES,
	HANDLING,
	LATENCY,
	HOT,
	HEALTH,
	NR_TABLES
};

extern const char *const table_names[NR_TABLES];

#define MOST_COLUMNS 24

struct table {
	enum table_id id;
	char *text;		/* as it was read; `cut` is a copy that is cut into cells */
	char *cut;
	size_t size;
	unsigned int nr_columns, nr_rows;
	const char *columns[MOST_COLUMNS];
	const char **cells;	/* row by row */
};

/* Return the text of a whole file, to be freed; or NULL and errno. */
char *slurp(const char *path, size_t *size);

/* Read the file. Calls wrong() if it cannot be read. */
bool table_read(struct table *t, enum table_id id);
void table_free(struct table *t);

/* Read all ten tables: one after another, or from one reading, which is .snapshot. */
bool tables_read(struct table tables[NR_TABLES]);
bool tables_read_at_once(struct table tables[NR_TABLES]);
void tables_free(struct table tables[NR_TABLES]);
bool tables_at_once_exist(void);

/* Return the index of a column, or -1. */
int column_of(const struct table *t, const char *name);
const char *cell(const struct table *t, unsigned int row, int column);

/* Return false if the cell is no number, or if there is no such column. */
bool cell_number(const struct table *t, unsigned int row, int column, int64_t *value);

/* Return the number in a row and column; 0 if it is no number. */
int64_t number_in(const struct table *t, unsigned int row, const char *column);

/* Return the first row from @row on in which @column is @value; nr_rows: there is none. */
unsigned int row_where(const struct table *t, unsigned int row, const char *column,
		       const char *value);

#endif
