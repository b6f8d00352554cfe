// SPDX-License-Identifier: GPL-2.0-only
/*
 * colour.c - see colour.h.
 */
#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "top/colour.h"

/* Of the time of a VM, in percent: in kernel or VMM. */
#define MUCH	20
#define MOST	50

void top_colours(struct top *t)
{
	static const short of[] = {
		[COLOUR_GOOD] = COLOR_GREEN, [COLOUR_WARN] = COLOR_YELLOW,
		[COLOUR_BAD] = COLOR_RED, [COLOUR_HALTED] = COLOR_BLUE,
		[COLOUR_VMM] = COLOR_MAGENTA,
	};
	const char *no = getenv("NO_COLOR");
	short i;

	if (!t->colour || (no && *no) || !has_colors()) {
		t->colour = false;
		return;
	}
	start_color();
	use_default_colors();
	for (i = COLOUR_GOOD; i <= COLOUR_VMM; i++)
		init_pair(i, of[i], -1);
}

void top_colour(const struct top *t, enum colour which, bool on)
{
	if (!t->colour || which == COLOUR_NONE)
		return;
	if (on)
		attron(COLOR_PAIR(which));
	else
		attroff(COLOR_PAIR(which));
}

enum colour top_colour_of(const struct column *c, const struct cell *cell)
{
	if (cell->none)
		return COLOUR_NONE;
	if (!strcmp(c->name, "lost")) {
		bool any = c->type == CELL_RATE ? cell->x > 0 : cell->n > 0;

		return any ? COLOUR_BAD : COLOUR_NONE;
	}
	if (strcmp(c->name, "kernel_ns") && strcmp(c->name, "vmm_ns"))
		return COLOUR_NONE;
	return cell->x >= MOST ? COLOUR_BAD : cell->x >= MUCH ? COLOUR_WARN : COLOUR_NONE;
}

void top_colour_split(const struct top *t, int y, int x, const char *bar)
{
	static const char letters[] = "gkhv";
	static const enum colour of[] = { COLOUR_GOOD, COLOUR_WARN, COLOUR_HALTED, COLOUR_VMM };
	int back = getcurx(stdscr);

	for (; t->colour && *bar; bar++, x++) {
		const char *letter = strchr(letters, *bar);

		if (letter)
			mvchgat(y, x, 1, A_REVERSE, of[letter - letters], NULL);
	}
	move(y, back);
}
