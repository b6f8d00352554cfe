// SPDX-License-Identifier: GPL-2.0-only
/*
 * paragraph.c - see paragraph.h.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "util/die.h"
#include "util/paragraph.h"
#include "util/screen.h"

#define COLUMNS	80
#define LEAST_COLUMNS	30

/* Return how many columns a line may have. */
static unsigned int columns_of(FILE *f)
{
	struct winsize w;

	if (ioctl(fileno(f), TIOCGWINSZ, &w) || w.ws_col < LEAST_COLUMNS || w.ws_col > COLUMNS)
		return COLUMNS;
	return w.ws_col;
}

/* Return how many bytes of @text stay together: a word, and a percent sign behind it. */
static size_t word_length(const char *text)
{
	size_t n = strcspn(text, " ");

	return strncmp(text + n, " %", 2) ? n : n + 1 + strcspn(text + n + 1, " ");
}

void paragraph_print(FILE *f, const char *text, unsigned int first, unsigned int indent)
{
	char *safe = screen_string(text), *at;
	unsigned int column = first, columns = columns_of(f);

	fprintf(f, "%*s", (int)first, "");
	for (at = safe; *at; at += strspn(at, " ")) {
		size_t n = word_length(at);
		char *word = xasprintf("%.*s", (int)n, at);
		unsigned int width = screen_width(word);

		if (at > safe && column + 1 + width > columns) {
			fprintf(f, "\n%*s", (int)indent, "");
			column = indent;
		} else if (at > safe) {
			fputc(' ', f);
			column++;
		}
		fputs(word, f);
		free(word);
		column += width;
		at += n;
	}
	fputc('\n', f);
	free(safe);
}
