// SPDX-License-Identifier: GPL-2.0-only
/*
 * address.c - see address.h.
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

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

static void *in_slot(const struct kvm_userspace_memory_region *slot, uint64_t gpa)
{
	uint64_t offset = gpa - slot->guest_phys_addr;

	if (gpa < slot->guest_phys_addr || offset >= slot->memory_size)
		return NULL;
	return (uint8_t *)(uintptr_t)slot->userspace_addr + offset;
}

void *gpa_to_hva(const struct vm *vm, uint64_t gpa)
{
	return in_slot(&vm->slot0, gpa) ?: in_slot(&vm->further, gpa);
}

void *gva_to_hva(const struct vcpu *vcpu, uint64_t gva)
{
	uint64_t gpa;

	return gva_to_gpa(vcpu, gva, &gpa) ? gpa_to_hva(vcpu->vm, gpa) : NULL;
}

uint64_t hva_to_hpa(const void *hva)
{
	uint64_t size = sysconf(_SC_PAGESIZE), page = (uintptr_t)hva / size, entry = 0;
	int fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	bool known = fd >= 0 &&
		     pread(fd, &entry, sizeof(entry), page * sizeof(entry)) == sizeof(entry);

	if (fd >= 0)
		close(fd);
	entry = known && entry >> 63 ? entry & ((1ull << 55) - 1) : 0;
	return entry ? entry * size + (uintptr_t)hva % size : 0;
}
