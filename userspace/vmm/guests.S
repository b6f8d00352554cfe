/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guests.S - the guest programs. All are copied as one block to the start of
 * a vCPU's RAM, at most one page, so that fetching them costs one fault. They
 * run at EL1 with the MMU off.
 *
 *   x19  how often (at least 1)
 *   x20  the doorbell: a store there ends the program
 *   x21  the address that the program is about
 *   x22  the page size
 */
	.section .rodata
	.balign 4096
	.global guests_begin, guests_end
guests_begin:

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

/*
 * Where an abort that KVM injects ends up: the program is over. First, as
 * VBAR_EL1 wants 2 KiB of alignment.
 */
vectors:
	.rept	16
	.balign	128
	str	xzr, [x20]
	b	.
	.endr

program hvc		/* PSCI_VERSION, answered by KVM */
1:	movz	x0, #0x8400, lsl #16
	hvc	#0
	again
	finish

program smc
1:	movz	x0, #0x8400, lsl #16
	smc	#0
	again
	finish

program sysreg		/* trapped by HCR_EL2.TID3 */
1:	mrs	x0, id_aa64pfr0_el1
	again
	finish

program wfi
1:	wfi
	again
	finish

program touch		/* one page after another */
1:	str	x19, [x21]
	add	x21, x21, x22
	again
	finish

program load
1:	ldr	w0, [x21]
	again
	finish

program store
1:	str	w19, [x21]
	again
	finish

program readonly	/* read all pages, then write all */
	mov	x2, x19
	mov	x3, x21
1:	ldr	w0, [x21]
	add	x21, x21, x22
	again
	mov	x19, x2
1:	str	w19, [x3]
	add	x3, x3, x22
	again
	finish

program dirty		/* touch all pages, tell, touch them again */
	mov	x2, x19
	mov	x3, x21
1:	str	x19, [x21]
	add	x21, x21, x22
	again
	str	xzr, [x20, #8]
	mov	x19, x2
1:	str	x19, [x3]
	add	x3, x3, x22
	again
	finish

program pair		/* two registers: an abort without valid syndrome */
1:	ldp	x0, x1, [x21]
	again
	finish

program jump		/* fetch where nothing is */
	adr	x0, vectors
	msr	vbar_el1, x0
	isb
	br	x21

/*
 * Turn the MMU on, 39 bits of address: the lower half maps the first 2 GiB to
 * themselves, of the upper half the table is where nothing is. A load from
 * there faults on the table walk.
 */
program walk
	adr	x0, vectors
	msr	vbar_el1, x0
	mov	x1, #0x401			/* block, AF: device */
	movz	x2, #0x4000, lsl #16
	movk	x2, #0x0705			/* block, AF, inner shareable: RAM */
	stp	x1, x2, [x21]
	mov	x0, #0xff00			/* attribute 0 device, 1 normal */
	msr	mair_el1, x0
	movz	x0, #2, lsl #32			/* IPS 40 bits */
	movk	x0, #0x8019, lsl #16		/* TG1 4 KiB, T1SZ 25 */
	movk	x0, #0x0019			/* TG0 4 KiB, T0SZ 25 */
	msr	tcr_el1, x0
	msr	ttbr0_el1, x21
	movz	x0, #0x0a00, lsl #16		/* UNBACKED */
	msr	ttbr1_el1, x0
	isb
	mrs	x0, sctlr_el1
	orr	x0, x0, #1
	msr	sctlr_el1, x0
	isb
	mov	x0, #-4096
	ldr	w1, [x0]
	b	.

program timer		/* the virtual timer is the guest's own */
1:	mrs	x0, cntvct_el0
	again
	finish

program spin		/* until the VMM stops running it */
	b	.

program mixed		/* each pass: a hypercall, a store, a fresh page */
	movz	x4, #0x0a00, lsl #16	/* UNBACKED */
1:	movz	x0, #0x8400, lsl #16
	hvc	#0
	str	w19, [x4]
	str	x19, [x21]
	add	x21, x21, x22
	again
	finish

guests_end:
	.section .note.GNU-stack, "", %progbits
