// SPDX-License-Identifier: GPL-2.0-only
/*
 * plot_draw.c - see plot_draw.h.
 *
 * A VM's name is its owner's, and a script can do anything. So no text is part of a command.
 * It is in a data block, whose lines gnuplot does not interpret, and a command names the line.
 */
#include <locale.h>
#include <stdlib.h>

#include "cmd/plot_draw.h"
#include "cmd/plot_kinds.h"
#include "util/die.h"

static const struct unit times[] = {
	{ 0.000001, 0, "µs" }, { 0.001, 0.001, "ms" }, { 1, 1, "s" }, { 60, 600, "min" },
	{ 3600, 36000, "h" }, { 86400, 432000, "days" },
};

const struct unit *unit_of(double most, const struct unit *units, size_t n)
{
	while (n > 1 && most < units[n - 1].from)
		n--;
	return &units[n - 1];
}

static void draw(FILE *f, struct texts *t, const struct picture *p)
{
	const struct series *s = p->series;
	double seconds = s->slice[s->n - 1].at;
	const struct unit *time = UNIT_OF(seconds, times);
	char *length = xasprintf("%.4g %s", seconds / time->size, time->name);

	/* A point is a dot in SVG, and more than one in PNG. */
	fprintf(f, "set terminal %s noenhanced size %u,500 font 'sans-serif,13' background "
		   "'#ffffff'\n", p->png ? "pngcairo fontscale 0.75" : "svg", WIDTH);
	fprintf(f, "set tmargin at screen 0.8\nset border 3\nset tics nomirror out\n"
		   "set style fill solid 1 noborder\n");
	text_title(f, t, p, length);
	free(length);
	fprintf(f, "set xlabel $text[%u]\nset xrange [0:%.9f]\n",
		text_add(t, "time in %s", time->name), seconds / time->size);
	if (s->by == SERIES_LATENCY)
		plot_heat(f, t, s, time);
	else
		plot_areas(f, t, s, time);
}

void plot_draw(FILE *f, const struct picture *p)
{
	/* What is a letter in a picture does not depend on the terminal. */
	locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", NULL);
	locale_t before = utf8 ? uselocale(utf8) : NULL;
	char *commands = NULL, *text = NULL;
	size_t size;
	struct texts t = { .f = open_memstream(&text, &size), .png = p->png };
	FILE *script = open_memstream(&commands, &size);

	if (!t.f || !script)
		die("out of memory");
	draw(script, &t, p);
	flush_or_die(script);
	flush_or_die(t.f);
	fprintf(f, "set encoding utf8\n$text << END_OF_TEXT\n%sEND_OF_TEXT\n%s", text, commands);
	fclose(script);
	fclose(t.f);
	free(commands);
	free(text);
	if (utf8) {
		uselocale(before);
		freelocale(utf8);
	}
}
