/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * colour.h - colours of the live view. Each one means something.
 */
#ifndef KVMTRAP_COLOUR_H
#define KVMTRAP_COLOUR_H

#include "top/top.h"

enum colour {
	COLOUR_NONE,
	COLOUR_GOOD,	/* green: time of the guest; nothing is wrong */
	COLOUR_WARN,	/* yellow: time of the kernel; much of the time */
	COLOUR_BAD,	/* red: lost exits; most of the time */
	COLOUR_HALTED,	/* blue */
	COLOUR_VMM,	/* magenta */
};

/* Use colours if the terminal has some, and neither NO_COLOR nor @t says otherwise. */
void top_colours(struct top *t);

void top_colour(const struct top *t, enum colour which, bool on);

/* Return: the colour that a number has by what it says. */
enum colour top_colour_of(const struct column *c, const struct cell *cell);

/* Colour the letters of a bar that is at this place already. */
void top_colour_split(const struct top *t, int y, int x, const char *bar);

#endif
