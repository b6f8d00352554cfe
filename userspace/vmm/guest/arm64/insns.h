/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * insns.h - what cpu.h needs of arm64. None of these instructions changes its address
 * register: for one that does the CPU gives KVM no syndrome (ISV=0).
 */
#ifndef VMM_INSNS_H
#define VMM_INSNS_H

/* The value and the address of a store. */
#define STORE8		"strb %w0, [%1]"
#define STORE32		"str %w0, [%1]"
#define STORE64		"str %x0, [%1]"
/* The same of a load. */
#define LOAD32		"ldr %w0, [%1]"
#define LOAD64		"ldr %x0, [%1]"

#endif
