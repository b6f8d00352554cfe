// SPDX-License-Identifier: GPL-2.0-only
/*
 * stats.c - see stats.h.
 */
#include <math.h>
#include <stdlib.h>

#include "bench/stats.h"

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double middle(const double *x, size_t n)
{
	return n % 2 ? x[n / 2] : (x[n / 2 - 1] + x[n / 2]) / 2;
}

double stats_median(double *x, size_t n)
{
	qsort(x, n, sizeof(*x), compare);
	return middle(x, n);
}

/*
 * Return how many values to leave out at each end. Each value is above the true median
 * with a chance of one half, so that the number above it is binomial.
 */
static size_t outside(size_t n)
{
	/* The logarithm of n! / k! / (n - k)! / 2^n does not overflow. */
	double all = lgamma(n + 1) - n * M_LN2, tail = 0;
	size_t k;

	for (k = 0; k < n / 2; k++) {
		tail += exp(all - lgamma(k + 1) - lgamma(n - k + 1));
		if (2 * tail > 0.05)
			break;
	}
	return k ? k - 1 : 0;
}

struct estimate stats_estimate(double *x, size_t n)
{
	struct estimate e = { .value = stats_median(x, n) };
	size_t k = outside(n);

	e.low = x[k];
	e.high = x[n - 1 - k];
	return e;
}

enum verdict stats_verdict(const struct estimate *e)
{
	if (e->high - e->low >= fabs(e->value))
		return STATS_UNCLEAR;
	return e->value > 0 ? STATS_COSTS : STATS_SAVES;
}

double stats_percent(double part, double whole)
{
	return whole ? 100 * part / whole : 0;
}
