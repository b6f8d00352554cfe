// SPDX-License-Identifier: GPL-2.0-only
/*
 * clock.c - see clock.h.
 */
#include <linux/kallsyms.h>
#include <linux/string.h>

#include "clock.h"

DEFINE_STATIC_KEY_FALSE(clock_physical);
DEFINE_STATIC_KEY_FALSE(clock_virtual);

/* Names of drivers/clocksource/arm_arch_timer.c, 5.10 to 7.3. */
void clock_init(void)
{
	char name[KSYM_SYMBOL_LEN];

	sprint_symbol_no_offset(name, (unsigned long)arch_timer_read_counter);
	if (!strcmp(name, "arch_counter_get_cntpct"))
		static_branch_enable(&clock_physical);
	else if (!strcmp(name, "arch_counter_get_cntvct"))
		static_branch_enable(&clock_virtual);
}
