/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header: a test sets the counter. */
#ifndef UNIT_MSR_H
#define UNIT_MSR_H
#include <linux/types.h>
extern u64 unit_now;
static inline u64 rdtsc_ordered(void) { return unit_now; }
static inline u64 ktime_get_mono_fast_ns(void) { return unit_now; }
#endif
