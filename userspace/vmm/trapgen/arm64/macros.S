/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * macros.S - what the assembly of the guest programs shares. All of them are the section
 * guests, which is copied to the start of a vCPU's RAM. It is at most one page, so that
 * fetching it costs one fault. The programs run at EL1 with the MMU off, and stand in any
 * order.
 *
 *   x19  the number of passes (at least 1)
 *   x20  the doorbell: a store there ends the program
 *   x21  the address that the program is about
 *   x22  the page size
 */
	.macro program name
	.global guest_\name
guest_\name:
	.endm

	.macro again
	subs	x19, x19, #1
	b.ne	1b
	.endm

	.macro finish
	str	xzr, [x20]
	b	.
	.endm

	.macro catch
	adr	x0, guest_vectors
	msr	vbar_el1, x0
	isb
	.endm

	.section .note.GNU-stack, "", %progbits
	.section guests, "a"
