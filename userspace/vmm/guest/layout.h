/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * layout.h - guest-physical addresses, for VMM and guests. Nothing backs addresses
 * that are not listed.
 */
#ifndef VMM_LAYOUT_H
#define VMM_LAYOUT_H

#define GIC_DIST	0x08000000ull
#define GIC_CPU		0x08010000ull	/* of a GICv2 */
#define DOORBELL	0x09000000ull	/* a store ends the program */
#define DOORBELL_PHASE	0x09000008ull	/* a store tells of a new phase */
#define UNBACKED	0x0a000000ull	/* loads and stores go to the VMM */
#define IOEVENT		0x0b000000ull	/* stores signal an eventfd, if one is set up */
#define GIC_REDIST	0x10000000ull	/* of a GICv3: 64 MiB for 512 vCPUs */
#define READONLY	0x20000000ull	/* a read-only slot, if one is set up */
#define RAM		0x40000000ull
#define RAM_PER_VCPU	0x04000000ull	/* code at first, free from RAM_AREA on */
#define RAM_AREA	0x00100000ull
#define PROGRESS	(RAM + RAM_AREA)	/* a counter of the guest spin.c */

#endif
