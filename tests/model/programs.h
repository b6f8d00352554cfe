/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * programs.h - the guest programs, as trapgen lists them.
 */
#ifndef WALK_PROGRAMS_H
#define WALK_PROGRAMS_H

#include <stdbool.h>

#define MOST_PROGRAMS 128

void programs_init(const char *trapgen);
unsigned int nr_programs(void);
const char *program_name(unsigned int n);
unsigned int program_by_name(const char *name);

/*
 * Return whether the program is "needs-signals" (the signals reach only the vCPU's own
 * thread) or "never-enters" (KVM_RUN does not enter the guest).
 */
bool program_is(const char *what, const char *name);

/* Return the most passes that the program can do, or a very large number. */
const char *program_passes(const char *name);

/* Return how many vCPUs the program wants; 0: any number. */
unsigned int program_vcpus(unsigned int n);

#endif
