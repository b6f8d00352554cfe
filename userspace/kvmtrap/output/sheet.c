// SPDX-License-Identifier: GPL-2.0-only
/*
 * sheet.c - see sheet.h.
 */
#include <stdlib.h>
#include <string.h>

#include "output/sheet.h"
#include "util/die.h"
#include "util/word.h"

void sheet_init(struct sheet *s, const char *name)
{
	memset(s, 0, sizeof(*s));
	s->name = name;
}

void sheet_free(struct sheet *s)
{
	size_t i;

	for (i = 0; i < s->filled; i++) {
		if (is_text(s->column[i % s->columns].type))
			free((char *)s->cells[i].text);
	}
	free(s->cells);
	memset(s, 0, sizeof(*s));
}

unsigned int sheet_column(struct sheet *s, const char *name, const char *title,
			  enum cell_type type)
{
	if (s->columns == SHEET_COLUMNS)
		die("a table with more than %d columns", SHEET_COLUMNS);
	s->column[s->columns] = (struct column){ .name = name, .title = title, .type = type };
	return s->columns++;
}

void sheet_rare_column(struct sheet *s, const char *name, const char *title,
		       enum cell_type type)
{
	s->column[sheet_column(s, name, title, type)].rare = true;
}

void sheet_quiet_column(struct sheet *s, const char *name, const char *title,
			enum cell_type type)
{
	s->column[sheet_column(s, name, title, type)].quiet = true;
}

static struct cell *next(struct sheet *s)
{
	struct cell *cell;

	s->cells = grow_array(s->cells, s->filled, sizeof(*s->cells));
	cell = &s->cells[s->filled++];
	memset(cell, 0, sizeof(*cell));
	s->rows = s->filled / s->columns;
	return cell;
}

void sheet_text(struct sheet *s, const char *text)
{
	struct cell *cell = next(s);

	if (text && strcmp(text, "-"))
		cell->text = xasprintf("%s", text);
	else
		cell->none = true;
}

void sheet_word(struct sheet *s, const char *word)
{
	struct cell *cell = next(s);

	if (strcmp(word, "-"))
		cell->text = unescape_word(word);
	else
		cell->none = true;
}

void sheet_number(struct sheet *s, uint64_t n)
{
	next(s)->n = n;
}

void sheet_change(struct sheet *s, int64_t change)
{
	next(s)->change = change;
}

void sheet_real(struct sheet *s, double x)
{
	next(s)->x = x;
}

void sheet_none(struct sheet *s)
{
	next(s)->none = true;
}

int sheet_find(const struct sheet *s, const char *name)
{
	unsigned int i;

	for (i = 0; i < s->columns; i++) {
		if (!strcmp(s->column[i].name, name))
			return i;
	}
	return -1;
}

struct order {
	const struct sheet *sheet;
	unsigned int column;
	bool reverse;
};

/* Order texts by the numbers in them: "9" comes before "10". */
static int compare_texts(const char *a, const char *b)
{
	return strverscmp(a, b);
}

static int compare_numbers(enum cell_type type, const struct cell *a,
			   const struct cell *b)
{
	switch (type) {
	case CELL_PERCENT:
	case CELL_RATE:
	case CELL_RATIO:
	case CELL_BAR:
		return (b->x > a->x) - (b->x < a->x);
	case CELL_CHANGE:
	case CELL_CHANGE_NS:
		return (b->change > a->change) - (b->change < a->change);
	default:
		return (b->n > a->n) - (b->n < a->n);
	}
}

static int compare(const void *left, const void *right, void *arg)
{
	const struct order *o = arg;
	const struct cell *a = (const struct cell *)left + o->column;
	const struct cell *b = (const struct cell *)right + o->column;
	enum cell_type type = o->sheet->column[o->column].type;
	int result;

	/* Cells without a value come last, in either order. */
	if (a->none || b->none)
		return a->none - b->none;
	result = is_text(type) ? compare_texts(a->text, b->text) :
				     compare_numbers(type, a, b);
	return o->reverse ? -result : result;
}

void sheet_sort(struct sheet *s, unsigned int column, bool reverse)
{
	struct order order = { s, column, reverse };

	if (s->rows)
		qsort_r(s->cells, s->rows, s->columns * sizeof(*s->cells),
			compare, &order);
}

void sheet_cut(struct sheet *s, size_t limit)
{
	size_t i;

	if (!limit || s->rows <= limit)
		return;
	for (i = limit * s->columns; i < s->filled; i++) {
		if (is_text(s->column[i % s->columns].type))
			free((char *)s->cells[i].text);
	}
	s->left_out = s->rows - limit;
	s->rows = limit;
	s->filled = limit * s->columns;
}
