/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * latency.h - the limits of the rows of the file latency. Pure preprocessor
 * text without includes.
 */

/*
 * The first holds all below 256 ns. Two more begin at each power of two: one there, the
 * other half as far again. The last begins at 2^30 ns, which is 1.07 s, and has no end.
 */
#define LATENCY_FIRST_LOG2	8
#define LATENCY_LAST_LOG2	30
#define LATENCY_BUCKETS		(2 * (LATENCY_LAST_LOG2 - LATENCY_FIRST_LOG2) + 2)

/* Where bucket @i begins, in ns. Where the one before it ends. */
#define LATENCY_FROM(i) \
	((i) ? (2ull + (((i) - 1) & 1)) << (LATENCY_FIRST_LOG2 - 1 + (((i) - 1) >> 1)) : 0ull)
