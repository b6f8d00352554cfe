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
	return p->most == PAGES ? (vm_ram_per_vcpu(nr_vcpus) - (4 << 20)) / sysconf(_SC_PAGESIZE) :
				  p->most;
}

const struct program *program_find(const char *name)
{
	const struct program *p;

	for (p = programs; p->name; p++)
		if (!strcmp(p->name, name))
			return p;
	return NULL;
}
