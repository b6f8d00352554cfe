/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * percpu.h - reading a variable of this CPU where preemption is off.
 *
 * raw_cpu_read() names the stack pointer, so that the compiler does not move it
 * across a point where preemption is switched on. A function that names the stack
 * pointer gets a frame, which costs six instructions at each exit.
 */
#ifndef KVMTRAP_ARM64_PERCPU_H
#define KVMTRAP_ARM64_PERCPU_H

#include <linux/percpu.h>
#include <asm/alternative.h>
#include <asm/cpucaps.h>

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

#endif
