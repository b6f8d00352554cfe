// SPDX-License-Identifier: GPL-2.0-only
/*
 * json.c - a sheet as JSON.
 */
#include <stdlib.h>
#include <string.h>

#include "output/sheet.h"
#include "util/die.h"
#include "util/number.h"
#include "util/word.h"

json_t *json_text(const char *text)
{
	json_t *json = json_string(text);
	char *utf8;

	if (json)
		return json;
	utf8 = valid_utf8(text);
	json = json_string(utf8);
	free(utf8);
	return json;
}

json_t *json_known(const char *text)
{
	return strcmp(text, "-") ? json_text(text) : json_null();
}

json_t *json_count(uint64_t n)
{
	return json_integer(n > INT64_MAX ? INT64_MAX : (int64_t)n);
}

json_t *json_id(const char *text)
{
	uint64_t n;

	if (!strcmp(text, "-"))
		return json_null();
	return parse_number(text, &n) && n <= INT64_MAX ? json_integer(n) : json_text(text);
}

static json_t *json_cell(const struct column *c, const struct cell *cell)
{
	if (cell->none)
		return json_null();
	switch (c->type) {
	case CELL_TEXT:
		return json_text(cell->text);
	case CELL_ID:
		return json_id(cell->text);
	case CELL_PERCENT:
	case CELL_RATE:
	case CELL_RATIO:
	case CELL_BAR:
		return json_real(cell->x);
	case CELL_CHANGE:
	case CELL_CHANGE_NS:
		return json_integer(cell->change);
	default:
		return json_count(cell->n);
	}
}

json_t *sheet_json(const struct sheet *s)
{
	json_t *rows = json_array();
	unsigned int i;
	size_t row;

	for (row = 0; row < s->rows; row++) {
		json_t *object = json_object();

		for (i = 0; i < s->columns; i++) {
			if (s->column[i].type != CELL_BAR)
				json_object_set_new(object, s->column[i].name,
						    json_cell(&s->column[i],
							      sheet_cell(s, row, i)));
		}
		if (json_array_append_new(rows, object))
			die("out of memory");
	}
	return rows;
}
