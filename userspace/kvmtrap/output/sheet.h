/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * sheet.h - a result: typed columns and rows, and the ways to print it.
 */
#ifndef KVMTRAP_SHEET_H
#define KVMTRAP_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <jansson.h>

enum cell_type {
	CELL_TEXT,
	CELL_ID,	/* a text; in JSON as json_id() has it */
	CELL_COUNT,
	CELL_NS,	/* nanoseconds */
	CELL_PERCENT,
	CELL_RATE,	/* per second */
	CELL_RATIO,	/* of two counts */
	CELL_CHANGE,	/* a difference that may be below 0 */
	CELL_CHANGE_NS,
	CELL_BAR,	/* a share of 0 to 1, drawn; only for people */
};

static inline bool is_text(enum cell_type type)
{
	return type == CELL_TEXT || type == CELL_ID;
}

struct column {
	const char *name;	/* in JSON and CSV, where it never changes */
	const char *title;	/* for people */
	enum cell_type type;
	const char *share;	/* name of the share, if this is a part of the first value */
	bool rare;		/* people do not see it where all of it is 0, or none */
	bool quiet;		/* people see it only if they ask for it */
	bool drawn;		/* a text that is a picture: nothing is found or sorted by it */
};

struct cell {
	bool none;		/* does not apply: "-", JSON null, CSV empty */
	union {
		const char *text;	/* belongs to the sheet */
		uint64_t n;
		int64_t change;
		double x;
	};
};

#define SHEET_COLUMNS	40

struct sheet {
	const char *name;
	unsigned int columns;
	struct column column[SHEET_COLUMNS];
	size_t rows;
	struct cell *cells;
	size_t filled;		/* cells, while it is built */
	/* How it is printed: see shape.h. */
	bool no_head;		/* without the titles of the columns */
	char stamp[32];		/* before each row, for people; "": nothing */
	double when;		/* the same for programs */
	size_t left_out;	/* so many rows more were there */
};

void sheet_init(struct sheet *s, const char *name);
void sheet_free(struct sheet *s);

/* Add a column, before the first cell. Return: its index. */
unsigned int sheet_column(struct sheet *s, const char *name, const char *title,
			  enum cell_type type);

/* The same for one that people do not see where all of it is 0, or unless they ask for it. */
void sheet_rare_column(struct sheet *s, const char *name, const char *title,
		       enum cell_type type);
void sheet_quiet_column(struct sheet *s, const char *name, const char *title,
			enum cell_type type);

/* Fill the next cell, from the left to the right, row by row; "-" is no value. */
void sheet_text(struct sheet *s, const char *text);	/* copies it */
void sheet_word(struct sheet *s, const char *word);	/* copies the unescaped word */
void sheet_number(struct sheet *s, uint64_t n);
void sheet_change(struct sheet *s, int64_t change);
void sheet_real(struct sheet *s, double x);
void sheet_none(struct sheet *s);

static inline struct cell *sheet_cell(const struct sheet *s, size_t row,
				      unsigned int column)
{
	return &s->cells[row * s->columns + column];
}

/* Return: the index of the column of this name, or -1. */
int sheet_find(const struct sheet *s, const char *name);

/* Sort the rows: the largest number, or the first text, first; or, if @reverse, last. */
void sheet_sort(struct sheet *s, unsigned int column, bool reverse);

/* Leave out the rows from @limit on; 0: none. */
void sheet_cut(struct sheet *s, size_t limit);

/* Write into @buf how a cell looks to people. */
void cell_show(const struct column *c, const struct cell *cell, char *buf,
	       size_t size);

/* Find how wide each column must be for its title and all rows. */
void sheet_widths(const struct sheet *s, int width[SHEET_COLUMNS]);

/* Write a sheet for people, in columns. */
void sheet_print(const struct sheet *s, FILE *f);

/**
 * sheet_csv() - Write a sheet as CSV.
 * @s: the sheet
 * @f: where to
 * @heads: names of more columns, before the others; "": there are none; NULL: no line
 *	   of names at all
 * @lead: the cells of these columns, the same in each row
 */
void sheet_csv(const struct sheet *s, FILE *f, const char *heads, const char *lead);

/* Return: @text as JSON, which is UTF-8. A damaged copy may hold anything. */
json_t *json_text(const char *text);

/* The same, but null for "-". */
json_t *json_known(const char *text);

/*
 * Return: what names a row as JSON: a number, where jansson's integers hold it; else the text, as
 * it is; null for "-".
 */
json_t *json_id(const char *text);

/* Return: @n as JSON, or the most that jansson's integers hold: they have 63 bits. */
json_t *json_count(uint64_t n);

/* Return: an array with one object per row, to be freed with json_decref(). */
json_t *sheet_json(const struct sheet *s);

#endif
