/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * clock.h - the host's clock on x86: the TSC, where the kernel trusts it.
 */
#ifndef KVMTRAP_X86_CLOCK_H
#define KVMTRAP_X86_CLOCK_H

#include <linux/jump_label.h>
#include <linux/ktime.h>
#include <linux/time64.h>
#include <linux/timekeeping.h>
#include <asm/msr.h>
#include <asm/tsc.h>

DECLARE_STATIC_KEY_FALSE(arch_clock_tsc);

/**
 * arch_clock_init() - find out whether the TSC can be used
 *
 * Context: process, before arch_clock_now() is first called.
 */
void arch_clock_init(void);

/**
 * arch_clock_is_direct() - may arch_clock_now_direct() replace arch_clock_now()?
 *
 * Context: any; a branch that is patched, nothing is read.
 * Return: true if the TSC is the clock.
 */
static __always_inline bool arch_clock_is_direct(void)
{
	return static_branch_likely(&arch_clock_tsc);
}

/**
 * arch_clock_now_direct() - arch_clock_now() without a call
 *
 * Context: any, where arch_clock_is_direct().
 * Return: ticks, the same on all CPUs.
 */
static __always_inline u64 arch_clock_now_direct(void)
{
	return rdtsc_ordered();
}

/**
 * arch_clock_now() - read the host's clock
 *
 * Context: any.
 * Return: ticks, the same on all CPUs.
 */
static __always_inline u64 arch_clock_now(void)
{
	return arch_clock_is_direct() ? arch_clock_now_direct() : ktime_get_mono_fast_ns();
}

#define ARCH_CLOCK_PERIOD_NS	NSEC_PER_MSEC

/**
 * arch_clock_rate() - the clock's rate
 *
 * Some seconds after it has booted, the kernel may correct the rate of the TSC. So it is
 * asked each time.
 *
 * Context: any, after arch_clock_init().
 * Return: so many ticks in ARCH_CLOCK_PERIOD_NS.
 */
static __always_inline u32 arch_clock_rate(void)
{
	return arch_clock_is_direct() ? READ_ONCE(tsc_khz) : NSEC_PER_MSEC;
}

#endif
