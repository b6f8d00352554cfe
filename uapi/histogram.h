/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * histogram.h - the limits of the rows of the file spread. Pure preprocessor
 * text without includes.
 */

/* The first holds all below 256 ns, each further one twice as much. */
#define SPREAD_FIRST_LOG2	8
#define SPREAD_BUCKETS		15
