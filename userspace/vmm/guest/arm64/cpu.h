/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cpu.h - loads and stores of an arm64 guest, each by one plain instruction. A compiler
 * may choose one that also changes its address register: for that the CPU gives KVM no
 * syndrome (ISV=0).
 */
#ifndef VMM_CPU_H
#define VMM_CPU_H

#include <stdint.h>

#define HYPERCALL_STORE(bits, reg)					\
static inline void store##bits(uint64_t address, uint##bits##_t value)	\
{									\
	asm volatile("str" reg " %w0, [%1]" : : "r"(value), "r"(address) : "memory"); \
}
HYPERCALL_STORE(8, "b")
HYPERCALL_STORE(32, "")
#undef HYPERCALL_STORE

static inline void store64(uint64_t address, uint64_t value)
{
	asm volatile("str %x0, [%1]" : : "r"(value), "r"(address) : "memory");
}

static inline uint32_t load32(uint64_t address)
{
	uint32_t value;

	asm volatile("ldr %w0, [%1]" : "=r"(value) : "r"(address) : "memory");
	return value;
}

static inline uint64_t load64(uint64_t address)
{
	uint64_t value;

	asm volatile("ldr %x0, [%1]" : "=r"(value) : "r"(address) : "memory");
	return value;
}

#endif
