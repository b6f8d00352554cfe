// SPDX-License-Identifier: GPL-2.0-only
/*
 * word.c - see word.h.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/die.h"
#include "util/word.h"

#define REPLACEMENT	"\xef\xbf\xbd"

static char *room(size_t size)
{
	char *p = malloc(size);

	if (!p)
		die("out of memory");
	return p;
}

char *escape_word(const char *name)
{
	char *word = room(4 * strlen(name) + 2), *to = word;

	for (; *name; name++) {
		if (*name > ' ' && *name < 0x7f && *name != '\\')
			*to++ = *name;
		else
			to += sprintf(to, "\\%03o", (unsigned char)*name);
	}
	if (to == word)
		*to++ = '-';
	*to = '\0';
	return word;
}

static bool is_octal(const char *p)
{
	return p[0] == '\\' && p[1] >= '0' && p[1] <= '3' && p[2] >= '0' && p[2] <= '7' &&
	       p[3] >= '0' && p[3] <= '7';
}

char *unescape_word(const char *word)
{
	char *bytes = xasprintf("%s", word), *from = bytes, *to = bytes, *name;

	while (*from) {
		char c = is_octal(from) ?
			 (from[1] - '0') << 6 | (from[2] - '0') << 3 | (from[3] - '0') : *from;

		from += is_octal(from) ? 4 : 1;
		/* A name cannot hold a NUL. */
		if (c)
			*to++ = c;
	}
	*to = '\0';
	name = valid_utf8(bytes);
	free(bytes);
	return name;
}

/* Return the length of the character at @p, or 0 if it is not valid (RFC 3629). */
static unsigned int utf8_length(const unsigned char *p)
{
	/* The limits of the second byte exclude overlong forms, surrogates, > U+10FFFF. */
	static const struct {
		unsigned char first, last, low, high;
		unsigned int length;
	} forms[] = {
		{ 0x01, 0x7f, 0x00, 0xff, 1 }, { 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 }, { 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};
	unsigned int i, n;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (*p < forms[i].first || *p > forms[i].last)
			continue;
		if (p[1] < forms[i].low || p[1] > forms[i].high)
			return 0;
		for (n = 2; n < forms[i].length; n++) {
			if (p[n] < 0x80 || p[n] > 0xbf)
				return 0;
		}
		return forms[i].length;
	}
	return 0;
}

char *valid_utf8(const char *text)
{
	char *utf8 = room(3 * strlen(text) + 1), *to = utf8;

	while (*text) {
		unsigned int n = utf8_length((const unsigned char *)text);

		memcpy(to, n ? text : REPLACEMENT, n ?: 3);
		to += n ?: 3;
		text += n ?: 1;
	}
	*to = '\0';
	return utf8;
}
