// SPDX-License-Identifier: GPL-2.0-only
/*
 * shorten.c - find the steps of a walk that are needed for it to go wrong. It may not go
 * wrong each time: a walk without some of the steps is tried twice.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "walk.h"
#include "wrong.h"

#define TRIES 2

static unsigned int left;

/* Return whether the walk still goes wrong. Then leave out the steps after that, too. */
static bool still_wrong(struct walk *w)
{
	unsigned int i;
	int at;

	for (i = 0; i < TRIES && left; i++) {
		left--;
		at = walk_do(w);
		if (at < 0)
			continue;
		for (at++; at < (int)w->n; at++)
			w->keep[at] = false;
		return true;
	}
	return false;
}

static unsigned int kept(const struct walk *w)
{
	unsigned int i, n = 0;

	for (i = 0; i < w->n; i++)
		n += w->keep[i];
	return n;
}

/* Return the walk without @size of its steps, from step @from on. */
static struct walk without(const struct walk *w, unsigned int from, unsigned int size)
{
	struct walk shorter = *w;
	unsigned int i, at = 0;

	for (i = 0; i < w->n; i++) {
		if (!w->keep[i])
			continue;
		if (at >= from && at < from + size)
			shorter.keep[i] = false;
		at++;
	}
	return shorter;
}

void walk_shorten(struct walk *w, unsigned int budget)
{
	static struct walk shorter;
	unsigned int size, from;

	left = budget;
	for (size = (kept(w) + 1) / 2; size && left; size /= 2) {
		for (from = 0; from < kept(w) && left;) {
			shorter = without(w, from, size);
			if (!still_wrong(&shorter)) {
				from += size;
				continue;
			}
			*w = shorter;
			printf("shortened to %u steps: %s\n", kept(w), what_is_wrong());
			fflush(stdout);
		}
	}
}

void walk_print(const struct walk *w)
{
	unsigned int i;

	for (i = 0; i < w->n; i++) {
		if (!w->keep[i])
			continue;
		printf("  %3u  ", i);
		step_print(stdout, &w->steps[i]);
		putchar('\n');
	}
}

void walk_print_keep(const struct walk *w)
{
	const char *comma = "";
	unsigned int i, to;

	for (i = 0; i < w->n; i = to + 1) {
		to = i;
		if (!w->keep[i])
			continue;
		while (to + 1 < w->n && w->keep[to + 1])
			to++;
		if (to > i)
			printf("%s%u-%u", comma, i, to);
		else
			printf("%s%u", comma, i);
		comma = ",";
	}
}

bool walk_parse_keep(struct walk *w, const char *text)
{
	unsigned long from, to;
	char *end;

	memset(w->keep, 0, sizeof(w->keep));
	do {
		from = strtoul(text, &end, 10);
		to = from;
		if (end == text)
			return false;
		if (*end == '-') {
			text = end + 1;
			to = strtoul(text, &end, 10);
			if (end == text)
				return false;
		}
		if (to < from || to >= w->n)
			return false;
		for (; from <= to; from++)
			w->keep[from] = true;
		text = end + 1;
	} while (*end == ',');
	return !*end;
}
