// SPDX-License-Identifier: GPL-2.0-only
/*
 * programs.c - see programs.h.
 */
#include <string.h>
#include <unistd.h>

#include "trapgen/programs.h"

uint64_t fuzz_seed;

uint64_t program_most(const struct program *p, unsigned int nr_vcpus)
{
	uint64_t page = sysconf(_SC_PAGESIZE);

	if (p->most == PAGES)
		return (vm_ram_per_vcpu(nr_vcpus) - (4 << 20)) / page;
	return p->most == READONLY_PAGES ? (RAM - READONLY) / page : p->most;
}

const struct program *program_find(const char *name)
{
	const struct program *p;

	for (p = programs; p->name; p++)
		if (!strcmp(p->name, name))
			return p;
	return NULL;
}
