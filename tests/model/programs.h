/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * programs.h - the guest programs, as trapgen lists them.
 */
#ifndef WALK_PROGRAMS_H
#define WALK_PROGRAMS_H

#include <stdbool.h>

void programs_init(const char *trapgen);
unsigned int nr_programs(void);
const char *program_name(unsigned int n);
unsigned int program_by_name(const char *name);

/*
 * "needs-signals": which reach a vCPU's own thread only; "never-enters": KVM_RUN does
 * not get to the guest.
 */
bool program_is(const char *what, const char *name);

/* As many as it can do, or as good as endless. */
const char *program_passes(const char *name);

#endif
