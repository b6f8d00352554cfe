// SPDX-License-Identifier: GPL-2.0-only
/*
 * plot_areas.c - exits per second, in areas one upon the other.
 */
#include <math.h>
#include <stdlib.h>

#include "cmd/plot_kinds.h"
#include "util/die.h"
#include "util/number.h"
#include "util/screen.h"

/* The colours of Okabe and Ito, which colour-blind people tell apart; light beside dark. */
static const char *const colours[] = {
	"#0072b2", "#e69f00", "#009e73", "#56b4e9", "#d55e00", "#cc79a7", "#f0e442",
};

/* A name in the key has room for so many columns; a column and the sample, in dots. */
#define NAME_COLUMNS	24
#define COLUMN		8.3
#define SAMPLE		50

#define AREAS	(sizeof(colours) / sizeof(colours[0]))
#define GREY	"#999999"

static const struct unit rates[] = {
	{ 1, 0, "exits per second" }, { 1e3, 1e4, "thousand exits per second" },
	{ 1e6, 1e7, "million exits per second" },
};

/* What is drawn in one colour: a row, or the rows that have no colour of their own. */
struct area {
	const struct series_row *row;	/* NULL: the rest */
	const char *colour;
	double exits;
};

struct areas {
	struct area area[AREAS + 1];	/* from the bottom to the top */
	size_t n, rest;			/* how many rows are the rest */
	double exits;			/* of all */
};

static int larger_first(const void *left, const void *right)
{
	const struct series_row *const *a = left, *const *b = right;

	if ((*a)->exits != (*b)->exits)
		return (*a)->exits < (*b)->exits ? 1 : -1;
	return *a < *b ? -1 : 1;
}

/* A class has its place and its colour in every picture. Others are in the order of size. */
static void choose_areas(struct areas *all, const struct series *s)
{
	const struct series_row **row = calloc(s->rows + 1, sizeof(*row));
	size_t i, n = 0;

	if (!row)
		die("out of memory");
	*all = (struct areas){ 0 };
	for (i = 0; i < s->rows; i++) {
		if (s->row[i].exits > 0)
			row[n++] = &s->row[i];
	}
	if (s->by != SERIES_CLASS)
		qsort(row, n, sizeof(*row), larger_first);
	for (i = 0; i < n; i++) {
		size_t colour = s->by == SERIES_CLASS ? (size_t)(row[i] - s->row) : i;
		struct area *a = &all->area[i < AREAS ? i : AREAS];

		all->exits += row[i]->exits;
		a->exits += row[i]->exits;
		a->row = i < AREAS ? row[i] : NULL;
		a->colour = i < AREAS ? colours[colour] : GREY;
	}
	all->n = n > AREAS ? AREAS + 1 : n;
	all->rest = n > AREAS ? n - AREAS : 0;
	free(row);
}

static double in_area(const struct series *s, const struct areas *all, size_t area,
		      const struct slice *slice)
{
	double exits = 0;
	size_t i;

	if (all->area[area].row)
		return slice_exits(slice, all->area[area].row - s->row);
	for (i = 0; i < slice->rows; i++)
		exits += slice->exits[i];
	for (i = 0; i < AREAS; i++)
		exits -= slice_exits(slice, all->area[i].row - s->row);
	return exits;
}

/* Write when a slice begins, and the exits per second up to the upper edge of each area. */
static double write_slice(FILE *f, const struct series *s, const struct areas *all,
			  const struct slice *slice, double at)
{
	double sum = 0;
	size_t i;

	fprintf(f, "%.9f", at);
	for (i = 0; i < all->n; i++) {
		if (slice->seconds > 0)
			sum += in_area(s, all, i, slice) / slice->seconds;
		fprintf(f, " %.3f", sum);
	}
	fputc('\n', f);
	return sum;
}

/* Write the slices. Returns the most exits per second. */
static double write_slices(FILE *f, const struct series *s, const struct areas *all)
{
	const struct slice *slice = s->slice, *last = s->slice + s->n - 1;
	double most = 0;

	fprintf(f, "$exits << END\n");
	for (; slice <= last; slice++)
		most = fmax(most, write_slice(f, s, all, slice, slice->at - slice->seconds));
	write_slice(f, s, all, last, last->at);
	fprintf(f, "END\n");
	return most;
}

/* Return "web  1868 (6.4 %)", to be freed. */
static char *label_of(const struct texts *t, const struct areas *all, const struct area *a)
{
	double percent = 100 * a->exits / all->exits;
	char *rest = a->row ? NULL : xasprintf("%zu other%s", all->rest,
						plural(all->rest, "", "s")), *label;
	char *name = text_cut(t, rest ?: a->row->name, NAME_COLUMNS);

	if (percent < 0.05)
		label = xasprintf("%s  %.0f (<0.1 %%)", name, a->exits);
	else
		label = xasprintf("%s  %.0f (%.*f %%)", name, a->exits, percent < 9.95, percent);
	free(rest);
	free(name);
	return label;
}

/* Make room for the labels at the right. gnuplot would leave twice as much. */
static void place_key(FILE *f, const char *const *label, size_t n)
{
	double edge, columns = 0;
	size_t i;

	for (i = 0; i < n; i++)
		columns = fmax(columns, screen_width(label[i]));
	edge = 1 - (columns * COLUMN + SAMPLE) / WIDTH;
	fprintf(f, "set rmargin at screen %.3f\nset key at screen %.3f,0.8 left top Left reverse "
		   "samplen 1 spacing 1.3\n", edge, edge + 0.015);
}

void plot_areas(FILE *f, struct texts *t, const struct series *s, const struct unit *time)
{
	const struct unit *rate;
	char *label[AREAS + 1];
	struct areas all;
	size_t i;

	choose_areas(&all, s);
	rate = UNIT_OF(write_slices(f, s, &all), rates);
	fprintf(f, "set ylabel $text[%u]\nset yrange [0:%s]\nset grid ytics back\n",
		text_add(t, "%s", rate->name), all.n ? "*" : "1");
	if (!all.n)
		text_nothing(f, t);
	for (i = 0; i < all.n; i++)
		label[i] = label_of(t, &all, &all.area[i]);
	place_key(f, (const char *const *)label, all.n);
	/* From the highest one, each over the one before. */
	for (i = all.n; i--; free(label[i]))
		fprintf(f, "%s $exits using ($1/%g):($%zu/%g) with fillsteps fillcolor rgb '%s' "
			   "title $text[%u]%s\n", i + 1 == all.n ? "plot" : "    ", time->size,
			i + 2, rate->size, all.area[i].colour, text_add(t, "%s", label[i]),
			i ? ", \\" : "");
}
