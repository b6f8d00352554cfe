/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * table.h - the files of kvmtrap/: a title, a header, rows of cells.
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
	char *text;		/* as it was read; cut into cells below */
	char *cut;
	size_t size;
	unsigned int nr_columns, nr_rows;
	const char *columns[MOST_COLUMNS];
	const char **cells;	/* row by row */
};

/* A whole file, or NULL with an errno; for free(). */
char *slurp(const char *path, size_t *size);

/* Read the file; wrong() if it cannot be read. */
bool table_read(struct table *t, enum table_id id);
void table_free(struct table *t);

/* All ten, one after another, or from one reading: the file .snapshot. */
bool tables_read(struct table tables[NR_TABLES]);
bool tables_read_at_once(struct table tables[NR_TABLES]);
void tables_free(struct table tables[NR_TABLES]);
bool tables_at_once_exist(void);

/* -1: there is none of that name. */
int column_of(const struct table *t, const char *name);
const char *cell(const struct table *t, unsigned int row, int column);

/* False: it is no number, or there is no such column. */
bool cell_number(const struct table *t, unsigned int row, int column, int64_t *value);

/* The number in that row and column; 0 if it is none. */
int64_t number_in(const struct table *t, unsigned int row, const char *column);

/* The first row from @row on in which @column is @value; nr_rows: none. */
unsigned int row_where(const struct table *t, unsigned int row, const char *column,
		       const char *value);

#endif
