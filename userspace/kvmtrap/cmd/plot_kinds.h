/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * plot_kinds.h - the kinds of pictures: each function writes the commands of one.
 */
#ifndef KVMTRAP_PLOT_KINDS_H
#define KVMTRAP_PLOT_KINDS_H

#include "cmd/plot_text.h"

#define WIDTH	1000	/* of a picture */

/* A unit of an axis, and from which number on it is used. */
struct unit {
	double size, from;
	const char *name;
};

/* Return: the unit for numbers of which this is the largest. */
const struct unit *unit_of(double most, const struct unit *units, size_t n);

#define UNIT_OF(most, units)	unit_of(most, units, sizeof(units) / sizeof(units[0]))

/* Exits per second, in areas one upon the other. */
void plot_areas(FILE *f, struct texts *t, const struct series *s, const struct unit *time);

/* How many exits took how long to handle. */
void plot_heat(FILE *f, struct texts *t, const struct series *s, const struct unit *time);

#endif
