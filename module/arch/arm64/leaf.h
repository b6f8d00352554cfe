/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * leaf.h - two things that the kernel has as well, here without the stack pointer.
 *
 * raw_cpu_read() names it, so that the compiler does not move it across a point
 * where preemption is switched on. __arch_counter_get_cntpct() names it, so that
 * nothing is read before the counter. But a function that names the stack pointer
 * gets a frame, which costs six instructions at each exit.
 */
#ifndef KVMTRAP_ARM64_LEAF_H
#define KVMTRAP_ARM64_LEAF_H

#include <linux/percpu.h>
#include <asm/alternative.h>
#include <asm/cpucaps.h>
#include <asm/sysreg.h>

/* What __kern_my_cpu_offset() of asm/percpu.h reads, from 5.10 to 7.3. */
static __always_inline unsigned long arm64_cpu_offset(void)
{
	unsigned long offset;

	asm(ALTERNATIVE("mrs %0, tpidr_el1", "mrs %0, tpidr_el2",
			ARM64_HAS_VIRT_HOST_EXTN) : "=r" (offset));
	return offset;
}

/* Preemption is off for as long as the value is used. */
#define arch_this_cpu_ptr(var)	SHIFT_PERCPU_PTR(&(var), arm64_cpu_offset())

/* From 5.16 on the kernel knows CPUs whose counter waits for what comes before it. */
#ifdef SYS_CNTPCTSS_EL0
#define ARM64_CNTPCT	ALTERNATIVE("isb\n\tmrs %0, cntpct_el0",	\
			"nop\n\t" __mrs_s("%0", SYS_CNTPCTSS_EL0), ARM64_HAS_ECV)
#else
#define ARM64_CNTPCT	"isb\n\tmrs %0, cntpct_el0"
#endif

/* The physical counter. What is read after it may have been read before it. */
static __always_inline u64 arm64_cntpct(void)
{
	u64 now;

	asm volatile(ARM64_CNTPCT : "=r" (now));
	return now;
}

#endif
