// SPDX-License-Identifier: GPL-2.0-only
/*
 * walk.c - from GVA to GPA, by the guest's own tables: see lib/address.h.
 */
#include "lib/address.h"

#define SCTLR_EL1	ARM64_SYS_REG(3, 0, 1, 0, 0)
#define TTBR0_EL1	ARM64_SYS_REG(3, 0, 2, 0, 0)
#define TTBR1_EL1	ARM64_SYS_REG(3, 0, 2, 0, 1)
#define TCR_EL1		ARM64_SYS_REG(3, 0, 2, 0, 2)

#define PAGE_SHIFT	12
#define LEVEL_BITS	9	/* 512 entries of 8 bytes fill a page */
#define OUTPUT		0x0000fffffffff000ull	/* address bits of an entry */

static bool is_page_granule(uint64_t tcr, bool upper)
{
	/* 4 KiB is 2 in TG1, and 0 in TG0. */
	return upper ? (tcr >> 30 & 3) == 2 : (tcr >> 14 & 3) == 0;
}

/* Return how many bits of an address the tables of all levels resolve. */
static unsigned int input_bits(uint64_t tcr, bool upper)
{
	return 64 - (upper ? tcr >> 16 & 63 : tcr & 63);
}

static bool walk(const struct vm *vm, uint64_t table, unsigned int bits, uint64_t gva,
		 uint64_t *gpa)
{
	/* Each level resolves nine bits, from level 3 upwards. */
	unsigned int level = 4 - (bits - PAGE_SHIFT + LEVEL_BITS - 1) / LEVEL_BITS;

	/* The first table is a whole page in the guests here. A part of one begins elsewhere. */
	if ((bits - PAGE_SHIFT) % LEVEL_BITS)
		return false;
	for (; level <= 3; level++) {
		unsigned int shift = PAGE_SHIFT + (3 - level) * LEVEL_BITS;
		unsigned int index = gva >> shift & ((1 << LEVEL_BITS) - 1);
		uint64_t *entries = gpa_to_hva(vm, table & OUTPUT);
		uint64_t entry = entries ? entries[index] : 0;

		if (!(entry & 1))
			return false;
		table = entry & OUTPUT;
		/* Bit 1 is set for a table and, at level 3, for a page. Else it is a block. */
		if (level == 3 || !(entry & 2)) {
			uint64_t offset = (1ull << shift) - 1;

			*gpa = (table & ~offset) | (gva & offset);
			return level == 3 ? entry & 2 : level > 0;
		}
	}
	return false;
}

bool gva_to_gpa(const struct vcpu *vcpu, uint64_t gva, uint64_t *gpa)
{
	uint64_t tcr = vcpu_get_sysreg(vcpu, TCR_EL1);
	bool upper = gva >> 63;
	unsigned int bits = input_bits(tcr, upper);

	*gpa = gva;
	if (!(vcpu_get_sysreg(vcpu, SCTLR_EL1) & 1))
		return true;
	/* The bits above must all be equal. Larger granules and LPA2 are not supported. */
	if (bits > 48 || bits < 25 || !is_page_granule(tcr, upper) ||
	    gva >> bits != (upper ? UINT64_MAX >> bits : 0))
		return false;
	return walk(vcpu->vm, vcpu_get_sysreg(vcpu, upper ? TTBR1_EL1 : TTBR0_EL1), bits, gva, gpa);
}
