/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cpu.h - loads and stores of an x86 guest, each by one plain instruction: a compiler may
 * choose one that KVM does not emulate.
 */
#ifndef VMM_CPU_H
#define VMM_CPU_H

#include <stdint.h>

static inline void store8(uint64_t address, uint8_t value)
{
	asm volatile("movb %0, (%1)" : : "q"(value), "r"(address) : "memory");
}

static inline void store32(uint64_t address, uint32_t value)
{
	asm volatile("movl %0, (%1)" : : "r"(value), "r"(address) : "memory");
}

static inline void store64(uint64_t address, uint64_t value)
{
	asm volatile("movq %0, (%1)" : : "r"(value), "r"(address) : "memory");
}

static inline uint32_t load32(uint64_t address)
{
	uint32_t value;

	asm volatile("movl (%1), %0" : "=r"(value) : "r"(address) : "memory");
	return value;
}

static inline uint64_t load64(uint64_t address)
{
	uint64_t value;

	asm volatile("movq (%1), %0" : "=r"(value) : "r"(address) : "memory");
	return value;
}

#endif
