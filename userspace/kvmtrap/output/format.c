// SPDX-License-Identifier: GPL-2.0-only
/*
 * format.c - print a sheet for people.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/sheet.h"
#include "util/screen.h"

/* Show three digits and a unit; seconds may have more digits. */
static void show_ns(const char *sign, uint64_t ns, char *buf, size_t size)
{
	static const char *const units[] = { "ns", "us", "ms", "s" };
	unsigned int i = 0, digits;
	double x = ns;

	while (x >= 999.5 && i < 3) {
		x /= 1000;
		i++;
	}
	digits = !i || x >= 99.95 ? 0 : x >= 9.995 ? 1 : 2;
	snprintf(buf, size, "%s%.*f %s", sign, digits, x, units[i]);
}

#define BAR	40

/* What is more than nothing has at least one character. */
static void show_bar(double share, char *buf, size_t size)
{
	size_t n = share > 0 ? 0.5 + share * BAR : 0;

	if (share > 0 && !n)
		n = 1;
	if (n >= size)
		n = size - 1;
	memset(buf, '#', n);
	buf[n] = '\0';
}

static uint64_t magnitude(int64_t x)
{
	return x < 0 ? -(uint64_t)x : (uint64_t)x;
}

void cell_show(const struct column *c, const struct cell *cell, char *buf,
	       size_t size)
{
	if (cell->none) {
		snprintf(buf, size, "-");
		return;
	}
	switch (c->type) {
	case CELL_TEXT:
	case CELL_ID:
		screen_text(buf, size, cell->text);
		break;
	case CELL_COUNT:
		snprintf(buf, size, "%" PRIu64, cell->n);
		break;
	case CELL_NS:
		show_ns("", cell->n, buf, size);
		break;
	case CELL_PERCENT:
		snprintf(buf, size, "%.1f", cell->x);
		break;
	case CELL_RATIO:
		snprintf(buf, size, "%.2f", cell->x);
		break;
	case CELL_RATE:
		snprintf(buf, size, "%.0f", cell->x);
		break;
	case CELL_BAR:
		show_bar(cell->x, buf, size);
		break;
	case CELL_CHANGE:
		snprintf(buf, size, "%+" PRId64, cell->change);
		break;
	case CELL_CHANGE_NS:
		show_ns(cell->change < 0 ? "-" : "+", magnitude(cell->change), buf, size);
		break;
	}
}

void sheet_widths(const struct sheet *s, int width[SHEET_COLUMNS])
{
	char buf[256];
	unsigned int i;
	size_t row;

	for (i = 0; i < s->columns; i++) {
		width[i] = strlen(s->column[i].title);
		for (row = 0; row < s->rows; row++) {
			int n;

			cell_show(&s->column[i], sheet_cell(s, row, i), buf, sizeof(buf));
			n = screen_width(buf);
			if (n > width[i])
				width[i] = n;
		}
	}
}

/* Texts are aligned to the left, numbers to the right; no blanks follow the last column. */
static void put(const struct sheet *s, FILE *f, unsigned int i, const int widths[],
		const char *text)
{
	int width = widths[i] - screen_width(text);
	bool left = is_text(s->column[i].type) || s->column[i].type == CELL_BAR;
	unsigned int next = i + 1;

	while (next < s->columns && widths[next] < 0)
		next++;
	if (width < 0 || (left && next == s->columns))
		width = 0;
	fprintf(f, "%s%*s%s%*s", i ? "  " : "", left ? 0 : width, "", text, left ? width : 0, "");
}

/* Return true if people do not want to see this column. */
static bool is_idle(const struct sheet *s, unsigned int i)
{
	size_t row = 0;

	if (s->column[i].quiet)
		return true;
	if (!s->column[i].rare)
		return false;
	while (row < s->rows && (sheet_cell(s, row, i)->none || !sheet_cell(s, row, i)->n))
		row++;
	return row == s->rows;
}

static void print_row(const struct sheet *s, FILE *f, size_t row, const int width[])
{
	unsigned int i;
	char buf[256];

	if (*s->stamp)
		fprintf(f, "%s%s", s->stamp, s->columns ? "  " : "");
	for (i = 0; i < s->columns; i++) {
		if (width[i] < 0)
			continue;
		cell_show(&s->column[i], sheet_cell(s, row, i), buf, sizeof(buf));
		put(s, f, i, width, buf);
	}
	fputc('\n', f);
}

static void print_head(const struct sheet *s, FILE *f, const int width[])
{
	unsigned int i;

	if (*s->stamp)
		fprintf(f, "%-*s%s", (int)strlen(s->stamp), "Time", s->columns ? "  " : "");
	for (i = 0; i < s->columns; i++) {
		if (width[i] >= 0)
			put(s, f, i, width, s->column[i].title);
	}
	fputc('\n', f);
}

void sheet_print(const struct sheet *s, FILE *f)
{
	int width[SHEET_COLUMNS];
	unsigned int i;
	size_t row;

	sheet_widths(s, width);
	for (i = 0; i < s->columns; i++) {
		if (is_idle(s, i))
			width[i] = -1;
	}
	if (!s->no_head)
		print_head(s, f, width);
	for (row = 0; row < s->rows; row++)
		print_row(s, f, row, width);
	if (s->left_out && !s->no_head)
		fprintf(f, "# and %zu more\n", s->left_out);
}
