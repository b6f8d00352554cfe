// SPDX-License-Identifier: GPL-2.0-only
/*
 * csv.c - write a sheet as CSV.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/sheet.h"
#include "util/die.h"
#include "util/screen.h"

static void csv_text(FILE *f, const char *text)
{
	const char *quote;

	if (!strpbrk(text, ",\"\r\n")) {
		screen_put(text, f);
		return;
	}
	fputc('"', f);
	for (; (quote = strchr(text, '"')); text = quote + 1) {
		char *part = xasprintf("%.*s\"\"", (int)(quote - text), text);

		screen_put(part, f);
		free(part);
	}
	screen_put(text, f);
	fputc('"', f);
}

static void csv_cell(FILE *f, const struct column *c, const struct cell *cell)
{
	if (cell->none)
		return;
	switch (c->type) {
	case CELL_TEXT:
	case CELL_ID:
		csv_text(f, cell->text);
		break;
	case CELL_COUNT:
	case CELL_NS:
		fprintf(f, "%" PRIu64, cell->n);
		break;
	case CELL_PERCENT:
	case CELL_RATE:
	case CELL_RATIO:
		fprintf(f, "%.3f", cell->x);
		break;
	case CELL_BAR:
		break;
	case CELL_CHANGE:
	case CELL_CHANGE_NS:
		fprintf(f, "%" PRId64, cell->change);
		break;
	}
}

void sheet_csv(const struct sheet *s, FILE *f, const char *heads, const char *lead)
{
	unsigned int i;
	size_t row;

	if (heads && !s->no_head) {
		fputs(heads, f);
		for (i = 0; i < s->columns; i++) {
			if (s->column[i].type != CELL_BAR)
				fprintf(f, "%s%s", *heads || i ? "," : "", s->column[i].name);
		}
		fputc('\n', f);
	}
	for (row = 0; row < s->rows; row++) {
		fputs(lead, f);
		for (i = 0; i < s->columns; i++) {
			if (s->column[i].type == CELL_BAR)
				continue;
			fputs(*lead || i ? "," : "", f);
			csv_cell(f, &s->column[i], sheet_cell(s, row, i));
		}
		fputc('\n', f);
	}
}
