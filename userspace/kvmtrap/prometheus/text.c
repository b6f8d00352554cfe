// SPDX-License-Identifier: GPL-2.0-only
/*
 * text.c - see text.h.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "prometheus/text.h"
#include "util/die.h"
#include "util/screen.h"
#include "util/word.h"

/* So much is written at once. */
#define LINES_SIZE	65536

void prom_begin(struct prom *p, FILE *f, enum prom_format format)
{
	*p = (struct prom) { .f = f, .format = format, .screen = isatty(fileno(f)) };
}

static void write_lines(struct prom *p)
{
	fwrite(p->lines.text, 1, p->lines.n, p->f);
	p->lines.n = 0;
}

static void make_room(struct piece *to, size_t n)
{
	if (to->room - to->n >= n)
		return;
	to->room = 2 * (to->room + n);
	to->text = realloc(to->text, to->room);
	if (!to->text)
		die("out of memory");
}

static void put(struct piece *to, const char *text)
{
	size_t n = strlen(text);

	make_room(to, n);
	memcpy(to->text + to->n, text, n);
	to->n += n;
}

void prom_end(struct prom *p)
{
	if (p->format == PROM_OPENMETRICS)
		put(&p->lines, "# EOF\n");
	write_lines(p);
	free(p->series.text);
	free(p->lines.text);
}

/* In OpenMetrics the name of a metric lacks what its type adds to its samples. */
void prom_metric(struct prom *p, const char *name, const char *type, const char *help)
{
	bool counter = !strcmp(type, "counter"), info = !strcmp(type, "info");
	int n = strlen(name);
	char *text;

	if (p->format == PROM_OPENMETRICS)
		n -= strlen(counter ? "_total" : info ? "_info" : "");
	else if (info)
		type = "gauge";
	text = xasprintf("# HELP %.*s %s\n# TYPE %.*s %s\n", n, name, help, n, name, type);
	put(&p->lines, text);
	free(text);
}

static bool is_plain(const char *text)
{
	while (*text >= ' ' && *text < 0x7f && *text != '"' && *text != '\\')
		text++;
	return !*text;
}

/* The format demands UTF-8. */
static void put_escaped(struct prom *p, const char *text)
{
	char *utf8 = valid_utf8(text), *escaped = malloc(2 * strlen(utf8) + 1), *to = escaped;
	const char *from;
	char *shown;

	if (!escaped)
		die("out of memory");
	for (from = utf8; *from; from++) {
		if (*from == '"' || *from == '\\' || *from == '\n')
			*to++ = '\\';
		*to++ = *from == '\n' ? 'n' : *from;
	}
	*to = '\0';
	shown = p->screen ? screen_string(escaped) : NULL;
	put(&p->series, shown ?: escaped);
	free(shown);
	free(utf8);
	free(escaped);
}

void prom_series(struct prom *p, const char *name, ...)
{
	const char *label, *value;
	va_list labels;

	if (p->lines.n >= LINES_SIZE)
		write_lines(p);
	p->series.n = 0;
	p->labelled = false;
	put(&p->series, name);
	va_start(labels, name);
	while ((label = va_arg(labels, const char *))) {
		value = va_arg(labels, const char *);
		put(&p->series, p->labelled ? "," : "{");
		put(&p->series, label);
		put(&p->series, "=\"");
		if (is_plain(value))
			put(&p->series, value);
		else
			put_escaped(p, value);
		put(&p->series, "\"");
		p->labelled = true;
	}
	va_end(labels);
}

static void put_sample(struct prom *p, const char *value, size_t n, const char *label)
{
	size_t label_n = label ? strlen(label) : 0;
	char *to;

	make_room(&p->lines, p->series.n + label_n + n + 4);
	to = mempcpy(p->lines.text + p->lines.n, p->series.text, p->series.n);
	if (label) {
		*to++ = p->labelled ? ',' : '{';
		to = mempcpy(to, label, label_n);
	}
	if (p->labelled || label)
		*to++ = '}';
	*to++ = ' ';
	to = mempcpy(to, value, n);
	*to++ = '\n';
	p->lines.n = to - p->lines.text;
}

/* Digits, and at most one dot. */
static bool is_number(const char *text)
{
	unsigned int digits = 0, dots = 0;

	for (; *text; text++) {
		if (*text >= '0' && *text <= '9')
			digits++;
		else if (*text != '.' || dots++)
			return false;
	}
	return digits;
}

void prom_value(struct prom *p, const char *value, const char *label)
{
	if (is_number(value))
		put_sample(p, value, strlen(value), label);
}

/* Write @n before @end: at least so many digits. Returns where they begin. */
static char *put_digits(char *end, uint64_t n, int digits)
{
	for (; n || digits > 0; n /= 10, digits--)
		*--end = '0' + n % 10;
	return end;
}

void prom_count(struct prom *p, uint64_t n, const char *label)
{
	char text[24], *end = text + sizeof(text), *begin = put_digits(end, n, 1);

	put_sample(p, begin, end - begin, label);
}

void prom_ns(struct prom *p, uint64_t ns, const char *label)
{
	char text[32], *end = text + sizeof(text), *begin = put_digits(end, ns % 1000000000, 9);

	*--begin = '.';
	begin = put_digits(begin, ns / 1000000000, 1);
	put_sample(p, begin, end - begin, label);
}
