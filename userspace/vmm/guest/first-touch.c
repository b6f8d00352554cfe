// SPDX-License-Identifier: GPL-2.0-only
/*
 * first-touch.c - make one load or store at a time, to see what the first touch of an
 * address costs, depending on where the address leads. Each access is announced by
 * hc_phase(). A first round accesses a page that is mapped already, so that the
 * fetch of the code costs nothing in the second round.
 */
#include "guest/guest.h"

static const struct {
	uint64_t gva;
	int is_store;
} steps[] = {
	{ PAGE_GVA, 1 },	/* RAM, a fresh page */
	{ PAGE_GVA, 1 },	/* once more */
	{ BLOCK_GVA, 0 },	/* RAM, a fresh page, read */
	{ BLOCK_GVA, 1 },	/* then written */
	{ READONLY, 0 },	/* a read-only slot, read */
	{ READONLY, 1 },	/* and written: the VMM has to do it */
	{ HYPERCALLS + HC_LOG_DIRTY, 1 },	/* the hypercall that switches dirty logging on */
	{ PAGE_GVA, 1 },	/* with dirty logging */
	{ PAGE_GVA, 1 },	/* and again */
	{ UNBACKED, 0 },	/* outside every slot */
};

#define STEPS (sizeof(steps) / sizeof(steps[0]))

static void touch(uint64_t gva, int is_store)
{
	if (is_store)
		store32(gva, 1);
	else
		load32(gva);
}

int main(void)
{
	static uint32_t scratch;
	unsigned int round, i;

	mmu_on();
	for (round = 0; round < 2; round++) {
		for (i = 0; i < STEPS; i++) {
			uint64_t gva = round ? steps[i].gva : (uint64_t)&scratch;

			if (round)
				hc_phase(gva);
			touch(gva, steps[i].is_store);
		}
	}
	hc_phase(0);
	return 0;
}
