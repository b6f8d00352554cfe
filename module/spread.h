/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * spread.h - the rows of the file spread. Pure preprocessor text without
 * includes: the command shares it.
 */

/* The first holds all below 256 ns, each further one twice as much. */
#define SPREAD_FIRST_LOG2	8
#define SPREAD_BUCKETS		15
