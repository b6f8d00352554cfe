/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * top.h - the live view: what is looked at, and how it is drawn.
 */
#ifndef KVMTRAP_TOP_H
#define KVMTRAP_TOP_H

#include "query/query.h"

/* Each is entered from the one before. */
enum top_level { TOP_VMS, TOP_VCPUS, TOP_REASONS, TOP_HOT, TOP_LEVELS };

struct top {
	enum top_level level;
	char vm[24], vcpu[24];	/* that was entered; "" where none was */
	char key[TOP_LEVELS][128];	/* of the selected row: it may move */
	int sort[TOP_LEVELS];	/* column; -1: the usual one */
	bool reverse[TOP_LEVELS];
	size_t first, selected;	/* rows */
	char filter[64];	/* only rows with this text */
	bool typing;		/* the filter */
	bool paused, totals, help;
	double interval;	/* s */
};

/* The sheet of @t's level, from @a (NULL: ever) to @b; sorted, filtered. */
void top_sheet(struct sheet *sheet, struct top *t, const struct snapshot *a,
	       const struct snapshot *b);

/* What tells @row from others, whatever its numbers are. */
void top_key(char key[128], const struct sheet *sheet, size_t row);

/*
 * @seconds between the two states; 0: since the beginning
 * @rebooted: they are of different boots
 */
void top_draw(struct top *t, const struct sheet *sheet, const struct snapshot *s,
	      double seconds, bool rebooted);

#endif
