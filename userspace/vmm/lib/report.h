/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * report.h - print what is known about a VM after its program has ended.
 */
#ifndef VMM_REPORT_H
#define VMM_REPORT_H

#include "lib/program.h"

/**
 * report() - Print the lines that trapgen.c documents.
 * @vm: the VM
 * @program: what it ran; NULL: an image, about which nothing is known
 * @passes: how often the program did it
 */
void report(const struct vm *vm, const struct program *program, uint64_t passes);

/**
 * verify() - Check what only the VMM can see.
 * @vm: the VM
 * @program: what it ran, or NULL
 * @passes: how often the program did it
 *
 * Return: 0 if all went as the program should; 1 after a message.
 */
int verify(struct vm *vm, const struct program *program, uint64_t passes);

#endif
