/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * clock.h - the host's counter on arm64, read as cheaply as can be.
 *
 * Which of the two counters is the host's, and whether reading it needs a
 * workaround for an erratum, the kernel has found out: it has one function for
 * each case behind get_cycles(). Inside KVM_RUN this matters: on nVHE the
 * virtual counter is offset for the guest. Where the function does no more
 * than read, so does this, without the call.
 */
#ifndef KVMTRAP_ARM64_CLOCK_H
#define KVMTRAP_ARM64_CLOCK_H

#include <linux/jump_label.h>
#include <linux/time64.h>
#include <linux/timex.h>
#include <asm/arch_timer.h>

#ifdef __KERNEL__
#include "leaf.h"
#endif

DECLARE_STATIC_KEY_FALSE(arch_clock_physical);
DECLARE_STATIC_KEY_FALSE(arch_clock_virtual);

/**
 * arch_clock_init() - find out which counter is the host's, and its rate
 *
 * Context: process, may sleep, before arch_clock_now() is first called.
 */
void arch_clock_init(void);

/**
 * arch_clock_now() - read the host's counter
 *
 * Context: any.
 * Return: ticks, the same on all CPUs.
 */
static __always_inline u64 arch_clock_now(void)
{
	if (static_branch_likely(&arch_clock_physical))
		return __arch_counter_get_cntpct();
	if (static_branch_unlikely(&arch_clock_virtual))
		return __arch_counter_get_cntvct();
	return get_cycles();
}

/**
 * arch_clock_is_direct() - may arch_clock_now_direct() replace
 *			    arch_clock_now()?
 *
 * So it may on most hosts. A function with no call in it needs no frame.
 *
 * Context: any; a branch that is patched, nothing is read.
 * Return: true if it may.
 */
static __always_inline bool arch_clock_is_direct(void)
{
	return static_branch_likely(&arch_clock_physical);
}

/**
 * arch_clock_now_direct() - arch_clock_now() without a call, for callers that then write
 *
 * The CPU may read memory ahead of the clock, though the code reads it after.
 *
 * Context: any, where arch_clock_is_direct().
 * Return: ticks, the same on all CPUs.
 */
static __always_inline u64 arch_clock_now_direct(void)
{
	return arm64_cntpct();
}

#define ARCH_CLOCK_PERIOD_NS	NSEC_PER_SEC
extern u32 arch_clock_hz;

/**
 * arch_clock_rate() - the counter's rate
 *
 * Context: any, after arch_clock_init().
 * Return: so many ticks in ARCH_CLOCK_PERIOD_NS.
 */
static __always_inline u32 arch_clock_rate(void)
{
	return arch_clock_hz;
}

#endif
