// SPDX-License-Identifier: GPL-2.0-only
/*
 * mmu.c - the address space has the first 2 GiB already: see start.S. From BLOCK_GVA on
 * there are a block and a page with other physical addresses.
 */
#include "guest/guest.h"

#define TABLE		0x23ull		/* present, writable, accessed */
#define PAGE		0x63ull		/* the same, and dirty */
#define LARGE_PAGE	0xe3ull		/* and of 2 MiB */

extern uint64_t level3[512];
static uint64_t level2[512] __attribute__((aligned(4096)));
static uint64_t level1[512] __attribute__((aligned(4096)));

void mmu_on(void)
{
	level2[0] = BLOCK_GPA | LARGE_PAGE;
	level2[1] = (uint64_t)level1 | TABLE;
	level1[0] = PAGE_GPA | PAGE;
	level3[BLOCK_GVA >> 30] = (uint64_t)level2 | TABLE;
	/* The CPU keeps no entry that was not present: nothing needs to be flushed. */
	asm volatile("" : : : "memory");
}
