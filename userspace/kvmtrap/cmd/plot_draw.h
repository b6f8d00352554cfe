/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * plot_draw.h - a series as a script for gnuplot, which has the data in it.
 */
#ifndef KVMTRAP_PLOT_DRAW_H
#define KVMTRAP_PLOT_DRAW_H

#include <stdbool.h>
#include <stdio.h>

#include "query/series.h"

struct picture {
	const struct series *series;
	const char *where;	/* the host, or the file that was read */
	const char *vms;	/* "VM 6 (web)"; NULL: not known */
	const char *events;	/* the argument of --event, or NULL */
	bool png;		/* else SVG */
};

/* Write the script. Text of any kind may be in it: gnuplot takes it as it is. */
void plot_draw(FILE *f, const struct picture *p);

#endif
