/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * report.h - what trapgen prints of a VM whose program is over.
 */
#ifndef VMM_REPORT_H
#define VMM_REPORT_H

#include "lib/program.h"

/* program: NULL for an image, of which nothing is known. */
void report(const struct vm *vm, const struct program *program, uint64_t passes);

/* What only this side of KVM can see: 0 if all went as the program should. */
int verify(struct vm *vm, const struct program *program, uint64_t passes);

#endif
