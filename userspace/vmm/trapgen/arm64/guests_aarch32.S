/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guests_aarch32.S - AArch32 programs, for assemblers that know only AArch64. r4 is the
 * number of passes, r5 the doorbell.
 */
#include "trapgen/arm64/macros.S"

	.macro again32 back
	.inst	0xe2544001			/* subs r4, r4, #1 */
	.inst	0x1a000000 | (0xffffff & (-3 - \back))	/* bne 1b */
	.inst	0xe3a00000			/* mov r0, #0 */
	.inst	0xe5850000			/* str r0, [r5] */
	.inst	0xeafffffe			/* b . */
	.endm

program hvc32
	.inst	0xe3a00321	/* mov r0, #0x84000000: PSCI_VERSION */
	.inst	0xe1400070	/* hvc #0 */
	again32	2

program smc32
	.inst	0xe3a00321	/* mov r0, #0x84000000 */
	.inst	0xe1600070	/* smc #0 */
	again32	2

program cp15
	.inst	0xee110f30	/* mrc p15, 0, r0, c1, c0, 1: ACTLR */
	again32	1

program cp15_64
	.inst	0xe3a00000	/* mov r0, #0 */
	.inst	0xe3a01000	/* mov r1, #0 */
	.inst	0xec410f0c	/* mcrr p15, 0, r0, r1, c12: ICC_SGI1R */
	again32	3

program cp14
	.inst	0xee100e10	/* mrc p14, 0, r0, c0, c0, 0: DBGDIDR */
	again32	1

program cp10		/* with access to the FPU: CPACR */
	.inst	0xee110f50	/* mrc p15, 0, r0, c1, c0, 2 */
	.inst	0xe380060f	/* orr r0, r0, #0xf00000 */
	.inst	0xee010f50	/* mcr p15, 0, r0, c1, c0, 2 */
	.inst	0xf57ff06f	/* isb */
	.inst	0xeef70a10	/* vmrs r0, mvfr0 */
	again32	1
