// SPDX-License-Identifier: GPL-2.0-only
/*
 * plot_text.c - see plot_text.h.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

#include "cmd/plot_text.h"
#include "util/die.h"
#include "util/fonts.h"
#include "util/screen.h"

/* A line has room for some 110 columns. */
#define VMS_COLUMNS	56
#define EVENTS_COLUMNS	28
#define WHERE_COLUMNS	44

unsigned int text_add(struct texts *t, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vfprintf(t->f, format, args);
	va_end(args);
	fputc('\n', t->f);
	return ++t->n;
}

/* gnuplot draws a letter that no font has as a black box, over all that is near. */
static void replace_missing(char *text)
{
	char *to = text;
	wchar_t c;
	int n;

	for (; *text; text += n) {
		n = mbtowc(&c, text, MB_CUR_MAX);
		n = n > 0 ? n : 1;
		if (fonts_have(c)) {
			memmove(to, text, n);
			to += n;
		} else {
			*to++ = '?';
		}
	}
	*to = '\0';
}

/* gnuplot puts texts into an SVG as CDATA, which this would end. */
static void break_end(char *text)
{
	while ((text = strstr(text, "]]>")))
		text[2] = ' ';
}

char *text_cut(const struct texts *t, const char *text, int columns)
{
	char *shown = screen_string(text), *cut;
	size_t size = strlen(shown) + columns + 1;

	if (t->png)
		replace_missing(shown);
	else
		break_end(shown);
	if (screen_width(shown) <= columns)
		return shown;
	cut = malloc(size);
	if (!cut)
		die("out of memory");
	screen_fit(cut, size, shown, columns - 1);
	free(shown);
	shown = xasprintf("%s…", cut);
	free(cut);
	return shown;
}

/* Return @before and @text, if there is a text; to be freed. */
static char *part(const struct texts *t, const char *before, const char *text, int columns)
{
	char *cut = text_cut(t, text ?: "", columns), *all;

	all = xasprintf("%s%s", *cut ? before : "", cut);
	free(cut);
	return all;
}

/* Return ", 2026-11-27 01:35:21 to 01:40:21 UTC", if the time is known; to be freed. */
static char *when(const struct series *s)
{
	time_t begin = s->begin, end = s->begin + s->slice[s->n - 1].at;
	char from[40], to[40], zone[20];
	struct tm a, b;

	if (s->begin <= 0 || !localtime_r(&begin, &a) || !localtime_r(&end, &b))
		return xasprintf("%s", "");
	strftime(from, sizeof(from), "%F %T", &a);
	strftime(to, sizeof(to), a.tm_yday == b.tm_yday && a.tm_year == b.tm_year ? " to %T" :
		 " to %F %T", &b);
	strftime(zone, sizeof(zone), "%Z", &b);
	return xasprintf(", %s%s %s", from, begin == end ? "" : to, zone);
}

void text_title(FILE *f, struct texts *t, const struct picture *p, const char *length)
{
	static const char *const what[] = {
		"Exits per second by class", "Exits per second by reason", "Exits per second by VM",
		"How long exits took to handle",
	};
	char *vms = part(t, ": ", p->vms, VMS_COLUMNS);
	char *events = part(t, ", only ", p->events, EVENTS_COLUMNS);
	char *where = text_cut(t, p->where, WHERE_COLUMNS), *time = when(p->series);

	fprintf(f, "set label 1 $text[%u] at screen 0.02,0.94 font ',16'\n",
		text_add(t, "%s%s%s", what[p->series->by], vms, events));
	fprintf(f, "set label 2 $text[%u] at screen 0.02,0.88 textcolor '#444444'\n",
		text_add(t, "%s%s, %s", where, time, length));
	free(vms);
	free(where);
	free(events);
	free(time);
}

void text_nothing(FILE *f, struct texts *t)
{
	fprintf(f, "set label 3 $text[%u] at graph 0.5,0.5 center textcolor '#444444'\n"
		   "plot NaN notitle\n", text_add(t, "no exits"));
}
