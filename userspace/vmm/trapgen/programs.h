/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * programs.h - trapgen's guest programs, and the exits that each of them must cause.
 */
#ifndef VMM_PROGRAMS_H
#define VMM_PROGRAMS_H

#include "lib/program.h"

/* Of struct program's most: as there are fresh pages, or pages of the read-only slot. */
#define PAGES		UINT64_MAX
#define READONLY_PAGES	(UINT64_MAX - 1)

/* The table of programs of this architecture, in trapgen/NAME/programs.c. */
extern const struct program programs[];

/* The program `fuzz`, in fuzz.c. */
extern uint64_t fuzz_seed;
void fuzz_setup(struct vm *vm, uint64_t seconds);
void fuzz_attend(struct vm *vm, uint64_t seconds);
bool fuzz_on_return(struct vcpu *vcpu, int err);
void fuzz_on_signal(struct vcpu *vcpu);

/* Return: how many passes the program can do on this host; 0: no limit. */
uint64_t program_most(const struct program *p, unsigned int nr_vcpus);

/* Return: the program of this name, or NULL. */
const struct program *program_find(const char *name);

/*
 * The block of code that has all programs: the section guests of trapgen/NAME/guests*.S.
 * The linker gives its ends these names.
 */
#define guests_begin	__start_guests
#define guests_end	__stop_guests
extern const char guests_begin[], guests_end[];

#endif
