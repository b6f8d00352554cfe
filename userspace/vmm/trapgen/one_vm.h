/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * one_vm.h - a VM that runs a guest program.
 */
#ifndef VMM_ONE_VM_H
#define VMM_ONE_VM_H

#include "lib/program.h"

/* What the command line says. */
struct options {
	const struct program *program;	/* NULL: @image */
	uint64_t passes;
	unsigned int vcpus;
	uint64_t vms, outlive;
	const char *created, *then, *image;
	unsigned int turn, hands;
	bool list, rotate_threads, recycle_threads, rotate_processes, populate;
};

/**
 * one_vm() - Make, run and report a VM.
 * @vm: room for it
 * @o: the options
 * @last: it is the last one, and is reported
 *
 * Return: 0 if the program did what it should.
 */
int one_vm(struct vm *vm, const struct options *o, bool last);

#endif
