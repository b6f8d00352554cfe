/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stats.h - what many short measurements tell.
 */
#ifndef KVMTRAP_BENCH_STATS_H
#define KVMTRAP_BENCH_STATS_H

#include <stdbool.h>
#include <stddef.h>

/* With fewer values no interval holds the true median in 95 of 100 cases. */
#define STATS_LEAST	6

/* A median, and the interval in which the true one lies in 95 of 100 cases. */
struct estimate {
	double value, low, high;
};

/* Return: the median of @n values, at least one, which it sorts. */
double stats_median(double *x, size_t n);

/**
 * stats_estimate() - Estimate a median.
 * @x: the values, which it sorts
 * @n: how many there are: STATS_LEAST or more
 *
 * The interval is that of the sign test: between two of the values, found by their rank.
 * It supposes nothing about how the values are spread.
 */
struct estimate stats_estimate(double *x, size_t n);

enum verdict { STATS_COSTS, STATS_SAVES, STATS_UNCLEAR };

/* Judge a difference: it is unclear if its spread, high - low, is as large as itself. */
enum verdict stats_verdict(const struct estimate *e);

/* Return: @part in percent of @whole; 0 if that is 0. */
double stats_percent(double part, double whole);

#endif
