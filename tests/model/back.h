/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * back.h - a thread that reads the tables all the time: nothing in them goes
 * back, unless it was made to begin anew.
 */
#ifndef WALK_BACK_H
#define WALK_BACK_H

#include "table.h"

/* What can begin anew: all counts (reset), what is timed, what is hot. */
enum anew {
	COUNTS_ANEW = 1,
	TIMES_ANEW = 2,
	HOT_ANEW = 4,
};

/* Around what makes @what begin anew, a mask. */
void anew_begin(unsigned int what);
void anew_end(unsigned int what);

/* The module is there, and is read; it goes. The second waits for the reader. */
void reader_start(void);
void reader_stop(void);

/* While all stands still it would only be in the way. */
void reader_rests(bool rests);

/* So many tables were read. */
unsigned long reader_count(void);

/* Has anything in @after gone back since @before? Both of one kind. */
bool never_back(const struct table *before, const struct table *after);

#endif
