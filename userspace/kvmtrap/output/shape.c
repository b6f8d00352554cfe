// SPDX-License-Identifier: GPL-2.0-only
/*
 * shape.c - see shape.h.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "output/shape.h"
#include "util/die.h"
#include "util/nearest.h"

/* Return the first column of a type behind those that name the row, or -1. */
static int first_of(const struct sheet *s, enum cell_type type)
{
	unsigned int i;

	for (i = 0; i < s->columns; i++) {
		const struct column *c = &s->column[i];

		if (c->type == type && strcmp(c->name, "pid") && strcmp(c->name, "tid") &&
		    strcmp(c->name, "from_ns") && strcmp(c->name, "below_ns"))
			return i;
	}
	return -1;
}

int shape_find(const struct sheet *s, const char *name)
{
	/* In the live view counts are rates. */
	if (!strcmp(name, "sample") || !strcmp(name, "count"))
		return first_of(s, CELL_COUNT) >= 0 ? first_of(s, CELL_COUNT) :
						      first_of(s, CELL_RATE);
	if (!strcmp(name, "time"))
		return first_of(s, CELL_NS);
	if (!strcmp(name, "avg"))
		name = "average_ns";
	return sheet_find(s, name);
}

const char *shape_choose(struct shape *s, char *list)
{
	char *name;

	s->columns = 0;
	while ((name = strsep(&list, ","))) {
		if (!*name)
			return "needs names, with commas between them";
		if (s->columns == SHEET_COLUMNS)
			return "has too many names";
		s->column[s->columns++] = name;
	}
	return NULL;
}

/* Views have columns in common. */
static bool is_noted(const struct shape_search *search, const char *name)
{
	size_t i = 0;

	while (i < search->names && strcmp(search->name[i], name))
		i++;
	return i < search->names;
}

void shape_look(struct shape_search *search, const struct shape *shape, const struct sheet *s)
{
	unsigned int i;

	if (shape->sort && shape_find(s, shape->sort) >= 0)
		search->sort = true;
	for (i = 0; i < shape->columns; i++) {
		if (shape_find(s, shape->column[i]) >= 0)
			search->column[i] = true;
	}
	for (i = 0; i < s->columns && search->names < 4 * SHEET_COLUMNS; i++) {
		if (!is_noted(search, s->column[i].name))
			search->name[search->names++] = s->column[i].name;
	}
}

/* Die: there is no column @name; say which is near, or which there are. */
static void __attribute__((noreturn)) none_of(const struct shape_search *search, const char *name)
{
	const char *near = search->names ? nearest(name, search->name, search->names,
						   sizeof(search->name[0])) : NULL;
	static char *all;
	size_t i;

	for (i = 0; i < search->names; i++) {
		char *longer = xasprintf("%s%s%s", all ?: "", all ? " " : "", search->name[i]);

		free(all);
		all = longer;
	}
	if (near)
		die("there is no column '%s'%s", name, did_you_mean(near, ""));
	die("there is no column '%s'; there are: %s", name, all ?: "none");
}

void shape_found(const struct shape_search *search, const struct shape *shape)
{
	size_t i;

	if (shape->sort && !search->sort)
		none_of(search, shape->sort);
	for (i = 0; i < shape->columns; i++) {
		if (!search->column[i])
			none_of(search, shape->column[i]);
	}
}

/* Make the columns those of @shape, in its order. A text is in one column only. */
static void choose_columns(const struct shape *shape, struct sheet *s)
{
	struct column column[SHEET_COLUMNS];
	bool taken[SHEET_COLUMNS] = { false };
	unsigned int from[SHEET_COLUMNS], n = 0, i;
	struct cell *cells, *to;
	size_t row;

	for (i = 0; i < shape->columns; i++) {
		int c = shape_find(s, shape->column[i]);

		if (c < 0 || taken[c])
			continue;
		taken[c] = true;
		column[n] = s->column[c];
		column[n].quiet = column[n].rare = false;
		from[n++] = c;
	}
	cells = to = calloc(s->rows * n + 1, sizeof(*cells));
	if (!cells)
		die("out of memory");
	for (row = 0; row < s->rows; row++) {
		for (i = 0; i < n; i++)
			*to++ = *sheet_cell(s, row, from[i]);
		for (i = 0; i < s->columns; i++) {
			if (!taken[i] && is_text(s->column[i].type))
				free((char *)sheet_cell(s, row, i)->text);
		}
	}
	free(s->cells);
	s->cells = cells;
	memcpy(s->column, column, n * sizeof(*column));
	s->columns = n;
	s->rows = n ? s->rows : 0;
	s->filled = s->rows * n;
}

void shape_apply(const struct shape *shape, struct sheet *s, double when)
{
	int by = shape->sort ? shape_find(s, shape->sort) : -1;
	time_t t = when;

	if (by >= 0)
		sheet_sort(s, by, shape->backwards);
	sheet_cut(s, shape->limit);
	if (shape->columns)
		choose_columns(shape, s);
	s->no_head = shape->no_header;
	if (shape->timestamps)
		strftime(s->stamp, sizeof(s->stamp), "%FT%T%z", localtime(&t));
	s->when = when;
}
