// SPDX-License-Identifier: GPL-2.0-only
/*
 * text.c - see text.h.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "prometheus/text.h"
#include "util/die.h"
#include "util/screen.h"
#include "util/word.h"

void prom_metric(FILE *f, const char *name, const char *type, const char *help)
{
	fprintf(f, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

/* The format demands UTF-8. */
static void put_quoted(FILE *f, const char *text)
{
	char *utf8 = valid_utf8(text), *escaped = malloc(2 * strlen(utf8) + 1), *to = escaped;
	const char *from;

	if (!escaped)
		die("out of memory");
	for (from = utf8; *from; from++) {
		if (*from == '"' || *from == '\\' || *from == '\n')
			*to++ = '\\';
		*to++ = *from == '\n' ? 'n' : *from;
	}
	*to = '\0';
	fputc('"', f);
	screen_put(escaped, f);
	fputc('"', f);
	free(utf8);
	free(escaped);
}

static bool is_number(const char *text)
{
	char *end;

	strtod(text, &end);
	return *text && !*end && strspn(text, "0123456789.") == strlen(text);
}

void prom_sample(FILE *f, const char *name, const char *value, ...)
{
	const char *label, *lead = "{";
	va_list labels;

	if (!is_number(value))
		return;
	fputs(name, f);
	va_start(labels, value);
	while ((label = va_arg(labels, const char *))) {
		fprintf(f, "%s%s=", lead, label);
		put_quoted(f, va_arg(labels, const char *));
		lead = ",";
	}
	va_end(labels);
	fprintf(f, "%s %s\n", *lead == ',' ? "}" : "", value);
}

const char *prom_number(uint64_t n)
{
	static char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, n);
	return text;
}

const char *prom_seconds(uint64_t ns)
{
	static char text[32];

	snprintf(text, sizeof(text), "%" PRIu64 ".%09" PRIu64, ns / 1000000000, ns % 1000000000);
	return text;
}
