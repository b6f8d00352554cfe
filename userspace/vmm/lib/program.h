/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * program.h - what a VMM knows of a guest program: how to run it, and the exits
 * that it must cause.
 */
#ifndef VMM_PROGRAM_H
#define VMM_PROGRAM_H

#include "lib/vm.h"

/* Exits of one reason, by kvmtrap's name: per_pass * passes + once. */
struct expectation {
	const char *reason;
	uint64_t per_pass, once;
	const char *how;	/* NULL: as trapgen's output says of the reason */
};

struct program {
	const char *name, *help;
	const char *code;		/* entry, inside the block of guest/programs.S */
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

#endif
