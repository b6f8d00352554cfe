/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header and leaf.h: a test sets the counter. */
#ifndef UNIT_ARCH_TIMER_H
#define UNIT_ARCH_TIMER_H
#include <linux/types.h>
extern u64 unit_now;
extern void (*unit_clock_is_read)(void);
static inline u64 unit_clock(void)
{
	if (unit_clock_is_read)
		unit_clock_is_read();
	return unit_now;
}

static inline u64 __arch_counter_get_cntpct(void) { return unit_clock(); }
static inline u64 arm64_cntpct(void) { return unit_clock(); }
static inline u64 __arch_counter_get_cntvct(void) { return unit_clock(); }
static inline u64 get_cycles(void) { return unit_clock(); }
static inline u32 arch_timer_get_cntfrq(void) { return 0; }
#endif
