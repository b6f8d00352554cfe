// SPDX-License-Identifier: GPL-2.0-only
/*
 * address.c - see address.h.
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "lib/address.h"

static void *in_slot(const struct kvm_userspace_memory_region *slot, uint64_t gpa)
{
	uint64_t offset = gpa - slot->guest_phys_addr;

	if (gpa < slot->guest_phys_addr || offset >= slot->memory_size)
		return NULL;
	return (uint8_t *)(uintptr_t)slot->userspace_addr + offset;
}

void *gpa_to_hva(const struct vm *vm, uint64_t gpa)
{
	return in_slot(&vm->slot0, gpa) ?:
	       in_slot(&vm->further[0], gpa) ?: in_slot(&vm->further[1], gpa);
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
