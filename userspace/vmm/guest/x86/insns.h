/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * insns.h - what cpu.h needs of x86: instructions that KVM emulates.
 */
#ifndef VMM_INSNS_H
#define VMM_INSNS_H

/* The value and the address of a store. */
#define STORE8		"movb %0, (%1)"
#define STORE32		"movl %0, (%1)"
#define STORE64		"movq %0, (%1)"
/* The same of a load. */
#define LOAD32		"movl (%1), %0"
#define LOAD64		"movq (%1), %0"

#endif
