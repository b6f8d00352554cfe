/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * table.h - the tables that the module's files are: "kvmtrap NAME VERSION", a
 * line of column names, then one record per line. docs/files.md has all of them.
 *
 * Several tables may follow each other in one text, as `cat` and `kvmtrap save`
 * leave them. Lines that begin with "#" are for people. What this program knows itself
 * (the host, a recording) becomes tables as well, so that all the rest reads tables only.
 */
#ifndef KVMTRAP_TABLE_H
#define KVMTRAP_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct table {
	char *name;
	unsigned int version, columns;
	char **column;		/* names */
	size_t rows;		/* whole ones */
	char **cells;		/* rows * columns; each one word */
	size_t filled;		/* cells */
};

struct tables {
	size_t n;
	struct table *table;
	size_t texts;
	char **text;		/* what names and cells point into */
	bool ends;		/* the line TABLES_END is behind the last table */
};

/**
 * tables_parse() - Add the tables of a text.
 * @t: where to add them; all zero at first
 * @text: becomes part of @t, and is modified
 * @from: what to call the text in a message
 *
 * Ends the program with a message if @text is no such text.
 */
void tables_parse(struct tables *t, char *text, const char *from);

/**
 * tables_new() - Add a table without rows.
 * @t: where to add it
 * @name: what it is called
 * @columns: their names, with blanks between them
 *
 * Return: the table, to be filled before another one is added.
 */
struct table *tables_new(struct tables *t, const char *name, const char *columns);

/**
 * tables_new_like() - Add a table without rows that has another one's columns.
 * @t: where to add it
 * @like: the other table, whose names are used: it must live as long as @t
 *
 * Return: the table, to be filled before another one is added.
 */
struct table *tables_new_like(struct tables *t, const struct table *like);

/**
 * tables_add_cell() - Fill the next cell, from the left to the right, row by row.
 * @t: where @table is
 * @table: the last one of @t
 * @format: of printf(); the result must be one word (escape_word())
 */
void tables_add_cell(struct tables *t, struct table *table, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same with a text that may hold any bytes, or be NULL, as one word. */
void tables_add_word(struct tables *t, struct table *table, const char *text);

/* Replace a cell; @format as for tables_add_cell(). */
void tables_set_cell(struct tables *t, const struct table *table, size_t row, int column,
		     const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Make the last table the first one. Pointers to tables are not valid any more. */
void tables_last_first(struct tables *t);

/* Write all tables as tables_parse() reads them. */
void tables_write(const struct tables *t, FILE *f);

/* Write the line behind the last table. Without it a copy is known to be cut off. */
#define TABLES_END	"# end"
void tables_write_end(FILE *f);

/* Return: true if a text that tables_parse() reads has that line behind the last table. */
bool tables_text_ends(const char *text);

/* Warn, in one line, of tables that this program does not know, or not in their version. */
void tables_warn_newer(const struct tables *t, const char *from);

void tables_free(struct tables *t);

/* Return: the table of this name, or NULL. */
const struct table *tables_find(const struct tables *t, const char *name);

/* Return: the index of the column of this name, or -1. */
int table_column(const struct table *t, const char *name);

static inline char *table_cell(const struct table *t, size_t row, int column)
{
	return t->cells[row * t->columns + column];
}

/* Return: the cell of @row in the column of this name; "-" if there is no such column. */
const char *table_get(const struct table *t, size_t row, const char *name);

/* Return: the number in that cell; 0 if @column is -1, or if it is no number. */
uint64_t table_number(const struct table *t, size_t row, int column);

/* Return: true if there is such a column, and a number in its cell. */
bool table_has_number(const struct table *t, size_t row, int column);

#endif
