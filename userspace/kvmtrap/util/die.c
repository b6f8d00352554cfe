// SPDX-License-Identifier: GPL-2.0-only
/*
 * die.c - see die.h.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/die.h"
#include "util/screen.h"

void (*die_hook)(void);

static void say(const char *format, va_list args)
{
	char text[4096], shown[4 * sizeof(text)];

	vsnprintf(text, sizeof(text), format, args);
	screen_text(shown, sizeof(shown), text);
	fprintf(stderr, "kvmtrap: %s\n", shown);
}

void warn(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(format, args);
	va_end(args);
}

void die(const char *format, ...)
{
	va_list args;

	if (die_hook)
		die_hook();
	va_start(args, format);
	say(format, args);
	va_end(args);
	exit(STATUS_FAILED);
}

void *grow_array(void *array, size_t n, size_t size)
{
	void *p;

	/* The room is doubled whenever it is used up, which is when n is a power of two. */
	if (array && (!n || n & (n - 1)))
		return array;
	p = reallocarray(array, n ? 2 * n : 1, size);
	if (!p)
		die("out of memory");
	return p;
}

char *xasprintf(const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		die("out of memory");
	va_end(args);
	return text;
}

void flush_or_die(FILE *f)
{
	if (fflush(f) || ferror(f))
		die("cannot write the output: %s", strerror(errno));
}
