/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * table.h - the text of kvmtrapcount's files: the line "kvmtrap NAME VERSION",
 * a line of column names, then records; and several such tables in a row, as
 * `cat` and `kvmtrap save` leave them. See docs/files.md.
 */
#ifndef KVMTRAP_TABLE_H
#define KVMTRAP_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct table {
	char *name;
	unsigned int version, columns;
	char **column;		/* names */
	size_t rows;
	char **cells;		/* rows * columns */
};

struct tables {
	size_t n;
	struct table *table;
	size_t texts;
	char **text;		/* all the above point into them */
};

/*
 * tables_add - those of @text, which it keeps and cuts up; at first @t is all zero
 * @from: what to call it in a message
 *
 * Ends the program with a message if it is no such text.
 */
void tables_add(struct tables *t, char *text, const char *from);

/* One line if there are tables of versions that this program does not know. */
void tables_warn_newer(const struct tables *t, const char *from);

void tables_free(struct tables *t);

/* NULL if there is none of this name. */
const struct table *tables_find(const struct tables *t, const char *name);

/* -1 if there is none of this name. */
int table_column(const struct table *t, const char *name);

static inline char *table_cell(const struct table *t, size_t row, int column)
{
	return t->cells[row * t->columns + column];
}

/* The whole of a file, with a terminator; NULL and errno. */
char *file_text(const char *path);

/* The same of what is open as @fd, which is closed. */
char *fd_text(int fd);

#endif
