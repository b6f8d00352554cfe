/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guest.h - the guests' side of hypercalls.h, and what else a guest has: a stack from
 * start.S, an address space from mmu.c, and cpu.h. There is no C library.
 */
#ifndef VMM_GUEST_H
#define VMM_GUEST_H

#include <stdint.h>

#include "guest/cpu.h"
#include "guest/hypercalls.h"
#include "guest/layout.h"

/* Two ranges where the virtual address is not the physical one. */
#define BLOCK_GVA	0x100000000ull		/* a block of 2 MiB */
#define BLOCK_GPA	(RAM + 0x00200000ull)
#define PAGE_GVA	0x100200000ull		/* a page of 4 KiB */
#define PAGE_GPA	(RAM + 0x00405000ull)

/* Where the virtual address is the physical one: the first GiB, of devices, and that of RAM. */
void mmu_on(void);

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

#endif
