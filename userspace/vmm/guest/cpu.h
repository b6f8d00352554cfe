/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cpu.h - loads and stores of a guest, each by one plain instruction of insns.h: a compiler
 * may choose another one.
 */
#ifndef VMM_CPU_H
#define VMM_CPU_H

#include <stdint.h>

#ifdef __aarch64__
#include "guest/arm64/insns.h"
#else
#include "guest/x86/insns.h"
#endif

#define STORE(bits)							\
static inline void store##bits(uint64_t address, uint##bits##_t value)	\
{									\
	asm volatile(STORE##bits : : "r"(value), "r"(address) : "memory");	\
}
STORE(8)
STORE(32)
STORE(64)
#undef STORE

#define LOAD(bits)							\
static inline uint##bits##_t load##bits(uint64_t address)		\
{									\
	uint##bits##_t value;						\
									\
	asm volatile(LOAD##bits : "=r"(value) : "r"(address) : "memory");	\
	return value;							\
}
LOAD(32)
LOAD(64)
#undef LOAD

#endif
