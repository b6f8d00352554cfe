/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * clock.h - a clock that nobody sets.
 */
#ifndef KVMTRAP_CLOCK_H
#define KVMTRAP_CLOCK_H

#include <stdint.h>

/* Return: the time, in ns since whenever. */
int64_t clock_ns(void);

#endif
