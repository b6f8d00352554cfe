// SPDX-License-Identifier: GPL-2.0-only
/*
 * mmu.c - an address space of 39 bits in granules of 4 KiB (Arm ARM D8.2). The first
 * GiB has devices and the second has RAM: there the virtual address is the physical
 * one. From BLOCK_GVA on there are a block and a page with other physical addresses.
 */
#include "guest/guest.h"

#define VALID		1ull
#define TABLE		2ull		/* or, in the last table, a page */
#define NORMAL		4ull		/* attribute 1 of MAIR_EL1 */
#define INNER		0x300ull	/* shareable */
#define ACCESSED	0x400ull
#define RAM_ENTRY	(VALID | NORMAL | INNER | ACCESSED)

static uint64_t level1[512] __attribute__((aligned(4096)));
static uint64_t level2[512] __attribute__((aligned(4096)));
static uint64_t level3[512] __attribute__((aligned(4096)));

#define WRITE(register, value) asm volatile("msr " register ", %0" : : "r"((uint64_t)(value)))

void mmu_on(void)
{
	level1[0] = VALID | ACCESSED;
	level1[RAM >> 30] = RAM | RAM_ENTRY;
	level1[BLOCK_GVA >> 30] = (uint64_t)level2 | VALID | TABLE;
	level2[0] = BLOCK_GPA | RAM_ENTRY;
	level2[1] = (uint64_t)level3 | VALID | TABLE;
	level3[0] = PAGE_GPA | RAM_ENTRY | TABLE;

	WRITE("mair_el1", 0xff00);		/* 0 device, 1 write-back */
	/* T0SZ 25, table walks write-back and inner shareable, no TTBR1, 40 bits physical. */
	WRITE("tcr_el1", 25 | 1ull << 8 | 1ull << 10 | 3ull << 12 | 1ull << 23 | 2ull << 32);
	WRITE("ttbr0_el1", (uint64_t)level1);
	asm volatile("dsb sy; isb");
	WRITE("sctlr_el1", 0x30d00800ull | 1 << 0 | 1 << 2 | 1 << 12);	/* M, C, I */
	asm volatile("isb" : : : "memory");
}
