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
	uint64_t most;			/* passes; 0: no limit; see program_most() */
	uint32_t features;		/* bits for KVM_ARM_VCPU_INIT */
	struct {			/* Documentation/arm64/elf_hwcaps.rst */
		unsigned long type, bits;	/* of getauxval() */
		const char *name;
	} needs;
	void (*setup)(struct vm *vm, uint64_t passes);
	void (*attend)(struct vm *vm, uint64_t passes);	/* while it runs */
	bool (*on_return)(struct vcpu *vcpu, int err);
	void (*on_signal)(struct vcpu *vcpu);
	bool any;		/* nobody can tell what exits it causes */
	struct expectation expect[5];	/* up to the first without a reason */
};

extern const struct program programs[];

/* Of the program `fuzz`, fuzz.c. */
extern uint64_t fuzz_seed;
void fuzz_setup(struct vm *vm, uint64_t seconds);
void fuzz_attend(struct vm *vm, uint64_t seconds);
bool fuzz_on_return(struct vcpu *vcpu, int err);
void fuzz_on_signal(struct vcpu *vcpu);

/* Of those that debug their guest, debug.c. */
void debug_brk(struct vm *vm, uint64_t passes);
void debug_steps(struct vm *vm, uint64_t passes);
void debug_break(struct vm *vm, uint64_t passes);
void debug_watch(struct vm *vm, uint64_t passes);
bool debug_skip(struct vcpu *vcpu, int err);

/* How many passes it can do here; 0: no limit. */
uint64_t program_most(const struct program *p);

/* NULL if there is none of that name. */
const struct program *program_find(const char *name);

/* The block of code that all programs are part of. */
extern const char guests_begin[], guests_end[], guest_vectors[];

#endif
