/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guest.h - the guests' side of hypercalls.h, and what else a guest has: a stack from
 * start.S, and an address space from mmu.c. There is no C library.
 */
#ifndef VMM_GUEST_H
#define VMM_GUEST_H

#include <stdint.h>

#include "guest/layout.h"
#include "guest/hypercalls.h"

/* Two ranges where the virtual address is not the physical one. */
#define BLOCK_GVA	0x100000000ull		/* a block of 2 MiB */
#define BLOCK_GPA	(RAM + 0x00200000ull)
#define PAGE_GVA	0x100200000ull		/* a page of 4 KiB */
#define PAGE_GPA	(RAM + 0x00405000ull)

void mmu_on(void);

/*
 * Plain instructions, in assembly. A compiler may choose an instruction that also
 * changes its address register: for that the CPU gives KVM no syndrome (ISV=0).
 */
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

static inline void hc_print8bit(uint8_t value)
{
	store8(HYPERCALLS + HC_PRINT8BIT, value);
}

static inline void hc_print32bit(uint32_t value)
{
	store32(HYPERCALLS + HC_PRINT32BIT, value);
}

static inline uint32_t hc_num_exits(void)
{
	return load32(HYPERCALLS + HC_NUM_EXITS);
}

static inline void hc_print_str(const char *text)
{
	store64(HYPERCALLS + HC_PRINT_STR, (uint64_t)text);
}

static inline void hc_exits_by_type(char text[64])
{
	store64(HYPERCALLS + HC_EXITS_BY_TYPE, (uint64_t)text);
}

static inline uint64_t hc_gva_to_hva(uint64_t gva)
{
	store64(HYPERCALLS + HC_GVA_TO_HVA, gva);
	return load64(HYPERCALLS + HC_GVA_TO_HVA);
}

static inline void hc_phase(uint64_t gva)
{
	store64(HYPERCALLS + HC_PHASE, gva);
}

static inline void hc_log_dirty(void)
{
	store32(HYPERCALLS + HC_LOG_DIRTY, 1);
}

#endif
