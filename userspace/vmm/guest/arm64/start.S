/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * start.S - where the VMM lets a guest begin, at EL1 with the MMU off and the doorbell
 * in x20. It sets up a stack, calls main(), and stores to the doorbell when that returns.
 */
	.section .text.start, "ax"
	.global _start
_start:
	adrp	x0, stack_end
	add	sp, x0, :lo12:stack_end
	mov	x19, x20
	bl	main
	str	wzr, [x19]
	b	.

	.bss
	.balign	4096
	.skip	4096
stack_end:
