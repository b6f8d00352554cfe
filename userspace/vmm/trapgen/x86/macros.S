/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * macros.S - what the assembly of the guest programs shares. All of them are the section
 * guests, which is copied to the start of a vCPU's RAM. They may run at any address, and
 * stand in any order. With the tables and the stack they fit into one page, so that
 * fetching them costs one fault. See arch/x86/arch.h for the state that they run in.
 *
 *   ebp:esi  the number of passes (at least 1)
 *   edi      the address or port that the program is about
 *   esp      a stack, in the page of the code
 *
 * CPUID changes eax, ebx, ecx and edx.
 */
	.macro program name
	.global guest_\name
guest_\name:
	.endm

	.macro again
	sub	$1, %esi
	sbb	$0, %ebp
	mov	%esi, %eax
	or	%ebp, %eax
	jnz	1b
	.endm

	.macro finish
	mov	$0x600, %edx			/* DOORBELL */
	out	%al, (%dx)
	jmp	.
	.endm

/* vendor.c gets to know where a VMMCALL or VMCALL is. */
	.macro vendor instruction
2:	\instruction
	.pushsection hypercalls, "aw"
	.quad	2b
	.popsection
	.endm

/* KVM_HC_VAPIC_POLL_IRQ, which does nothing. */
	.macro hypercall
	mov	$1, %eax
	vendor	vmmcall
	.endm

	.section guests, "aw"
	.code32
