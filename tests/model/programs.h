/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * programs.h - the guest programs, as trapgen lists them.
 */
#ifndef WALK_PROGRAMS_H
#define WALK_PROGRAMS_H

void programs_init(const char *trapgen);
unsigned int nr_programs(void);
const char *program_name(unsigned int n);
unsigned int program_by_name(const char *name);

/* As many as it can do, or as good as endless. */
const char *program_passes(const char *name);

#endif
