/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * program.h - what a VMM knows about a guest program: how to run it, and which exits
 * it must cause.
 */
#ifndef VMM_PROGRAM_H
#define VMM_PROGRAM_H

#include "lib/vm.h"

/*
 * The program causes per_pass * passes + once exits of this reason of the table reasons.
 * The reason "lost" is what KVM counts beyond its exits.
 */
struct expectation {
	const char *reason;
	uint64_t per_pass, once;
	const char *how;	/* "atleast" or "atmost"; NULL: see machine_how() */
	bool (*when)(void);	/* not NULL: none of them if this host is not so */
	uint64_t of;		/* a bit for each vCPU that causes them; 0: all do */
};

struct program {
	const char *name, *help;
	const char *code;		/* the entry, inside the block of guests*.S */
	uint64_t address;		/* what it is about; 0: the free RAM of the vCPU */
	uint64_t most;			/* passes; 0: no limit. See program_most() */
	unsigned int vcpus;		/* it wants so many; 0: any number */
	uint32_t features;		/* bits for machine_create(), machine_init_vcpu() */
	struct {			/* Documentation/arm64/elf_hwcaps.rst */
		unsigned long type, bits;	/* of getauxval() */
		const char *name;
	} needs;
	void (*setup)(struct vm *vm, uint64_t passes);
	void (*attend)(struct vm *vm, uint64_t passes);	/* while it runs */
	bool (*on_return)(struct vcpu *vcpu, int err);
	void (*on_signal)(struct vcpu *vcpu);
	bool any;		/* it causes exits that nobody can foresee */
	struct expectation expect[12];	/* the last one has no reason */
};

#endif
