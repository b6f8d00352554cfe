/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * layout.h - guest-physical addresses, for VMM and guests. Nothing backs addresses
 * that are neither listed here nor in arch/NAME/arch.h.
 */
#ifndef VMM_LAYOUT_H
#define VMM_LAYOUT_H

#define UNBACKED	0x0a000000ull	/* loads and stores go to the VMM */
#define IOEVENT		0x0b000000ull	/* stores signal an eventfd, if one is set up */
#define READONLY	0x20000000ull	/* a read-only slot, if one is set up */
#define RAM		0x40000000ull
#define RAM_PER_VCPU	0x04000000ull	/* or less: see vm_ram_per_vcpu() */
#define RAM_AREA	0x00100000ull	/* of each vCPU: code before it, free from it on */
#define PROGRESS	(RAM + RAM_AREA)	/* a counter of the guest spin.c */

#endif
