/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * programs.h - the guest programs, and the exits each must cause.
 */
#ifndef VMM_PROGRAMS_H
#define VMM_PROGRAMS_H

#include "vm.h"

/* Exits of one reason, by kvmtrap's name: per_pass * passes + once. */
struct expectation {
	const char *reason;
	uint64_t per_pass, once;
	const char *how;	/* NULL: as trapgen's output says of the reason */
};

struct program {
	const char *name, *help;
	const char *code;		/* entry, inside the block of guests.S */
	uint64_t address;		/* x21; 0: the free RAM of the vCPU */
	uint64_t most;			/* passes; 0: no limit */
	void (*setup)(struct vm *vm, uint64_t passes);
	void (*attend)(struct vm *vm, uint64_t passes);	/* while it runs */
	bool (*on_return)(struct vcpu *vcpu, int err);
	struct expectation expect[5];	/* up to the first without a reason */
};

extern const struct program programs[];

/* NULL if there is none of that name. */
const struct program *program_find(const char *name);

/* The block of code that all programs are part of. */
extern const char guests_begin[], guests_end[];

#endif
