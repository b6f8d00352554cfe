// SPDX-License-Identifier: GPL-2.0-only
/*
 * fonts.c - see fonts.h.
 */
#include <stdio.h>
#include <stdlib.h>

#include "util/fonts.h"

#define CHARACTERS	0x110000

static unsigned char had[CHARACTERS / 8];

static void add(unsigned int first, unsigned int last)
{
	for (; first <= last && first < CHARACTERS; first++)
		had[first / 8] |= 1 << first % 8;
}

/* Read words like "20-7e" and "1a9". */
static void read_ranges(FILE *f)
{
	char word[32], *end;
	unsigned int first;

	while (fscanf(f, "%31s", word) == 1) {
		first = strtoul(word, &end, 16);
		add(first, *end == '-' ? strtoul(end + 1, NULL, 16) : first);
	}
}

bool fonts_have(unsigned int c)
{
	static bool asked;
	FILE *f;

	if (c < 0x7f)
		return true;
	f = asked ? NULL : popen("fc-list --format '%{charset}\\n' 2>/dev/null", "r");
	asked = true;
	if (f) {
		read_ranges(f);
		pclose(f);
	}
	return c < CHARACTERS && had[c / 8] & 1 << c % 8;
}
