/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * back.h - a thread that reads the tables all the time, and checks that no number in them
 * goes back, unless it was made to begin again.
 */
#ifndef WALK_BACK_H
#define WALK_BACK_H

#include "table.h"

/* What can begin again: all counts (reset), the times, the counts of hot. */
enum anew {
	COUNTS_ANEW = 1,
	TIMES_ANEW = 2,
	HOT_ANEW = 4,
};

/* Call these before and after @what is made to begin again. @what is a mask. */
void anew_begin(unsigned int what);
void anew_end(unsigned int what);

/* Call these after the module was loaded, and before it is unloaded. The latter waits. */
void reader_start(void);
void reader_stop(void);

/* Let the thread rest. While all VMs are stopped it would only be in the way. */
void reader_rests(bool rests);

/* Return how many tables were read. */
unsigned long reader_count(void);

#endif
