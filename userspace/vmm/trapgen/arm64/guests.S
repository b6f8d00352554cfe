/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guests.S - programs of hypercalls, of waiting and of memory; and the vectors for all.
 */
#include "trapgen/arm64/macros.S"

/*
 * The vectors for exceptions that KVM injects. The program ends or, if x23 is not zero,
 * goes on after the instruction. VBAR_EL1 needs an alignment of 2 KiB.
 */
	.balign	2048
	.global guest_vectors
guest_vectors:
	.rept	16
	.balign	128
	cbnz	x23, 1f
	str	xzr, [x20]
	b	.
1:	mrs	x24, elr_el1
	add	x24, x24, #4
	msr	elr_el1, x24
	eret
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

/* WFI may end for no reason, and does not even trap while an interrupt of the host is pending. */
program sleep
1:	wfi
	b	1b

/*
 * The vCPU sends an SGI to itself. KVM sees it pending. The CPU does not, as the group
 * of the SGI is not enabled at the CPU interface. So WFI traps, and KVM returns at once.
 */
program pending
	mov	w0, #2				/* GICD_CTLR: group 1 */
	str	w0, [x21]
	mov	x0, #0xff
	msr	s3_0_c4_c6_0, x0		/* ICC_PMR_EL1 */
	isb
	mrs	x0, mpidr_el1
	and	x1, x0, #0xf
	mov	x2, #1
	lsl	x2, x2, x1			/* target list: Aff0 */
	and	x0, x0, #0xff00
	orr	x2, x2, x0, lsl #8		/* Aff1 */
	msr	s3_0_c12_c11_5, x2		/* ICC_SGI1R_EL1 */
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

program both		/* each pass: a hypercall and a store */
1:	movz	x0, #0x8400, lsl #16
	hvc	#0
	str	w19, [x21]
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

program dirty		/* touch all pages, tell the VMM, touch them again */
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

program dirty_rounds	/* each pass: tell the VMM, and store to the same 64 pages */
1:	str	xzr, [x20, #8]
	mov	x3, x21
	mov	x2, #64
2:	str	x19, [x3]
	add	x3, x3, x22
	subs	x2, x2, #1
	b.ne	2b
	again
	finish

program pair		/* loads two registers: an abort without valid syndrome */
1:	ldp	x0, x1, [x21]
	again
	finish

program store_pair	/* stores two registers: the same */
1:	stp	x0, x1, [x21]
	again
	finish

program jump		/* fetch from an address that nothing backs */
	catch
	br	x21

/*
 * Turn the MMU on, with 39 bits of address. The lower half maps the first 2 GiB to
 * themselves. The table of the upper half is at an address that nothing backs, where the
 * registers of a GICv2 are, or on a fresh page: a load from the upper half faults on the
 * table walk.
 */
program walk_ram
	add	x3, x21, #0x10, lsl #12
	b	1f
program walk_gicv2
	movz	x3, #0x0801, lsl #16		/* GIC_CPU */
	b	1f
program walk
	movz	x3, #0x0a00, lsl #16		/* UNBACKED */
1:	catch
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
	msr	ttbr1_el1, x3
	isb
	mrs	x0, sctlr_el1
	orr	x0, x0, #1
	msr	sctlr_el1, x0
	isb
	mov	x0, #-4096 + 0x120
	ldr	w1, [x0]
	b	.

program off		/* PSCI SYSTEM_OFF, which ends in the VMM */
	movz	x0, #0x8400, lsl #16
	movk	x0, #8
	hvc	#0
	b	.

/* Programs for a VMM that debugs its guest. */
program brk
1:	brk	#0
	again
	finish

program steps		/* three instructions in each pass */
1:	nop
	again
	finish

program watch		/* loads from the page of the code */
	adr	x21, guest_vectors
1:	ldr	w0, [x21]
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

program ioeventfd_touch
	movz	x4, #0x0b00, lsl #16	/* IOEVENT */
1:	str	w19, [x4]
	str	x19, [x21]
	add	x21, x21, x22
	again
	finish
