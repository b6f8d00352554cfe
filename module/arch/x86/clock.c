// SPDX-License-Identifier: GPL-2.0-only
/*
 * clock.c - see clock.h.
 */
#include <linux/cpufeature.h>
#include <linux/kernel.h>

#include "clock.h"

DEFINE_STATIC_KEY_FALSE(arch_clock_tsc);

void arch_clock_init(void)
{
	/* Else its rate may change, or it may stop, or it is another one on each CPU. */
	if (!boot_cpu_has(X86_FEATURE_TSC) || check_tsc_unstable() || !tsc_khz) {
		pr_notice("the kernel does not trust the TSC: times come from its own clock, and cost more\n");
		return;
	}
	static_branch_enable(&arch_clock_tsc);
}
