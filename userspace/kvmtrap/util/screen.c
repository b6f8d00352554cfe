// SPDX-License-Identifier: GPL-2.0-only
/*
 * screen.c - see screen.h.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>
#include <wctype.h>

#include "util/die.h"
#include "util/screen.h"

/* Decode the character at @text. Returns its length; 0, and L'\0', if the locale has none. */
static size_t character(const char *text, wchar_t *c)
{
	mbstate_t state = { 0 };
	size_t n = mbrtowc(c, text, strlen(text), &state);

	if (n != (size_t)-1 && n != (size_t)-2)
		return n;
	*c = L'\0';
	return 0;
}

/* Such characters can make a row look like another one. */
static bool turns_direction(wchar_t c)
{
	return c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069);
}

static bool is_shown(wchar_t c)
{
	return iswprint(c) && wcwidth(c) >= 0 && !turns_direction(c);
}

void screen_text(char *buf, size_t size, const char *text)
{
	size_t used = 0, n, i;
	wchar_t c;

	while (*text) {
		n = character(text, &c);
		if (n && is_shown(c)) {
			if (used + n >= size)
				break;
			memcpy(buf + used, text, n);
			used += n;
		} else {
			n = n ?: 1;
			if (used + 4 * n >= size)
				break;
			for (i = 0; i < n; i++)
				used += sprintf(buf + used, "\\%03o", (unsigned char)text[i]);
		}
		text += n;
	}
	buf[used] = '\0';
}

char *screen_string(const char *text)
{
	size_t size = 4 * strlen(text) + 1;
	char *buf = malloc(size);

	if (!buf)
		die("out of memory");
	screen_text(buf, size, text);
	return buf;
}

int screen_width(const char *text)
{
	int width = 0;
	size_t n;
	wchar_t c;

	for (; *text; text += n) {
		n = character(text, &c);
		width += n && wcwidth(c) >= 0 ? wcwidth(c) : 1;
		n = n ?: 1;
	}
	return width;
}

void screen_put(const char *text, FILE *f)
{
	const char *p = text;
	char *shown;

	while (*p >= ' ' && *p < 0x7f)
		p++;
	if (!*p || !isatty(fileno(f))) {
		fputs(text, f);
		return;
	}
	shown = screen_string(text);
	fputs(shown, f);
	free(shown);
}

void screen_fit(char *buf, size_t size, const char *text, int width)
{
	size_t used = 0, n;
	int columns;
	wchar_t c;

	for (; *text; text += n) {
		n = character(text, &c);
		columns = n && wcwidth(c) >= 0 ? wcwidth(c) : 1;
		n = n ?: 1;
		if (columns > width || used + n + width >= size)
			break;
		memcpy(buf + used, text, n);
		used += n;
		width -= columns;
	}
	while (width-- > 0 && used + 1 < size)
		buf[used++] = ' ';
	buf[used] = '\0';
}
