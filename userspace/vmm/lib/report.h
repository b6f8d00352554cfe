/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * report.h - print what is known of a VM whose program is over.
 */
#ifndef VMM_REPORT_H
#define VMM_REPORT_H

#include "lib/program.h"

/**
 * report() - Print the lines that trapgen.c documents.
 * @vm: the VM
 * @program: what it ran; NULL: an image, of which nothing is known
 * @passes: how often the program did it
 */
void report(const struct vm *vm, const struct program *program, uint64_t passes);

/**
 * verify() - Check what only this side of KVM can see.
 * @vm: the VM
 * @program: what it ran, or NULL
 * @passes: how often the program did it
 *
 * Return: 0 if all went as the program should; 1 after a message.
 */
int verify(struct vm *vm, const struct program *program, uint64_t passes);

#endif
