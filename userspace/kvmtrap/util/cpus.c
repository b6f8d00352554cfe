// SPDX-License-Identifier: GPL-2.0-only
/*
 * cpus.c - see cpus.h.
 */
#include <sched.h>

#include "util/cpus.h"

struct cpus {
	cpu_set_t set[CPUS_MOST / CPU_SETSIZE];
};

int cpus_last(void)
{
	struct cpus may;
	int cpu;

	if (sched_getaffinity(0, sizeof(may), may.set))
		return -1;
	/* At least one is there. */
	for (cpu = CPUS_MOST - 1; cpu && !CPU_ISSET_S(cpu, sizeof(may), may.set); cpu--)
		;
	return cpu;
}

bool cpus_pin(int cpu)
{
	struct cpus one;

	CPU_ZERO_S(sizeof(one), one.set);
	CPU_SET_S(cpu, sizeof(one), one.set);
	return !sched_setaffinity(0, sizeof(one), one.set);
}

bool cpus_try(int cpu)
{
	struct cpus may;

	return !sched_getaffinity(0, sizeof(may), may.set) && cpus_pin(cpu) &&
	       !sched_setaffinity(0, sizeof(may), may.set);
}
