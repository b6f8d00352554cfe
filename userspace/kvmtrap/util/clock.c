// SPDX-License-Identifier: GPL-2.0-only
/*
 * clock.c - see clock.h.
 */
#include <time.h>

#include "util/clock.h"

int64_t clock_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000ll + t.tv_nsec;
}
