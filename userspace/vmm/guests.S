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
