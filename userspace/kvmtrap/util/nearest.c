// SPDX-License-Identifier: GPL-2.0-only
/*
 * nearest.c - see nearest.h.
 */
#include <stdlib.h>
#include <string.h>

#include "util/die.h"
#include "util/nearest.h"

#define LONGEST		32
#define MOST_ERRORS	2

static unsigned int least(unsigned int a, unsigned int b)
{
	return a < b ? a : b;
}

/* Return the Damerau-Levenshtein distance: letters added, missing, wrong or swapped. */
static unsigned int errors(const char *a, const char *b)
{
	unsigned int d[LONGEST + 1][LONGEST + 1], n = strlen(a), m = strlen(b), i, j;

	if (n > LONGEST || m > LONGEST)
		return LONGEST;
	for (i = 0; i <= n; i++) {
		for (j = 0; j <= m; j++) {
			if (!i || !j) {
				d[i][j] = i + j;
				continue;
			}
			d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1,
					d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	}
	return d[n][m];
}

const char *nearest(const char *word, const void *names, size_t n, size_t step)
{
	unsigned int fewest = MOST_ERRORS + 1;
	size_t length = strlen(word), i;
	const char *best = NULL;

	for (i = 0; i < n; i++) {
		const char *name = *(const char *const *)((const char *)names + i * step);
		unsigned int e = errors(word, name);

		/* A word that is the beginning of the name counts as one error. */
		if (length > 1 && !strncmp(word, name, length))
			e = least(e, 1);
		if (e < fewest && 2 * e <= length) {
			fewest = e;
			best = name;
		}
	}
	return best;
}

const char *did_you_mean(const char *name, const char *otherwise)
{
	static char *text;

	if (!name)
		return otherwise;
	free(text);
	text = xasprintf("; did you mean '%s'?", name);
	return text;
}
