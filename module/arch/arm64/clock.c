// SPDX-License-Identifier: GPL-2.0-only
/*
 * clock.c - see clock.h.
 */
#include <linux/cache.h>
#include <linux/delay.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/math64.h>

#include "clock.h"
#include "compat.h"

DEFINE_STATIC_KEY_FALSE(arch_clock_physical);
DEFINE_STATIC_KEY_FALSE(arch_clock_virtual);

u32 arch_clock_hz __read_mostly;

struct moment {
	u64 ticks, ns;
	u64 width;	/* ticks: how far the two may be apart */
};

/* The closest of 16 readings: a host that is itself a guest may stop in between. */
static struct moment now_by_both(void)
{
	struct moment best = { .width = U64_MAX };
	int tries;

	for (tries = 0; tries < 16; tries++) {
		struct moment m;
		unsigned long flags;

		local_irq_save(flags);
		m.ticks = arch_clock_now();
		m.ns = ktime_get_raw_ns();
		m.width = arch_clock_now() - m.ticks;
		local_irq_restore(flags);
		if (m.width < best.width)
			best = m;
	}
	return best;
}

/* CNTFRQ_EL0 is believed if it is so near to what the kernel's clock says. */
#define NEAR_ENOUGH_PERCENT	2

/*
 * Firmware has to write the rate of the counter into CNTFRQ_EL0. On boards where
 * it does not, the kernel gets the rate from the device tree, but modules cannot
 * ask the kernel for it.
 */
static u32 measured_hz(void)
{
	u32 told = arch_timer_get_cntfrq(), percent;
	struct moment from = now_by_both(), to;
	u64 hz, ticks;

	usleep_range(10000, 20000);
	to = now_by_both();
	ticks = to.ticks - from.ticks;
	/* The readings took too long to measure the rate any better. */
	if ((from.width + to.width) * 100 > ticks || to.ns == from.ns)
		return told;
	hz = div64_u64(ticks * NSEC_PER_SEC, to.ns - from.ns);
	percent = told ? div_u64(hz * 100, told) : 0;
	if (abs((int)percent - 100) <= NEAR_ENOUGH_PERCENT)
		return told;
	pr_notice("the firmware calls the counter's rate %u Hz, but it is about %llu Hz: times are measured by that\n",
		  told, hz);
	return hz;
}

/* Names of drivers/clocksource/arm_arch_timer.c, 5.10 to 7.3. */
void arch_clock_init(void)
{
	unsigned long read = (unsigned long)arch_timer_read_counter;

	if (symbol_is(read, "arch_counter_get_cntpct"))
		static_branch_enable(&arch_clock_physical);
	else if (symbol_is(read, "arch_counter_get_cntvct"))
		static_branch_enable(&arch_clock_virtual);
	arch_clock_hz = measured_hz();
}
