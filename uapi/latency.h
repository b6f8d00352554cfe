/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * latency.h - the limits of the rows of the file latency. Pure preprocessor
 * text without includes.
 */

/* The first holds all below 256 ns, each further one twice as much. */
#define LATENCY_FIRST_LOG2	8
#define LATENCY_BUCKETS		15
