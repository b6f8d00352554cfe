/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guests_start.S - a CPU that another one starts, with INIT and SIPI. See start.c.
 */
#include "trapgen/x86/macros.S"

/*
 * The first CPU. In each pass it resets the other one, starts it, and waits until it says
 * that it has run. What that one says is in the page at 0x10000. That is far from its code:
 * KVM may map up to eight pages at a fault.
 */
program ap
	xor	%edi, %edi
	mov	%edi, 0x10000			/* the page is there from now on */
	mov	$0x830, %ecx			/* the x2APIC's ICR */
	mov	$1, %edx			/* to APIC 1 */
1:	mov	$0x4500, %eax			/* INIT */
	wrmsr
	mov	$0x4608, %eax			/* SIPI: begin at 0x8000 */
	wrmsr
	add	$1, %edi
2:	pause
	cmp	%edi, 0x10000
	jne	2b
	again
	finish

/*
 * The other one, in real mode. The VMM copies it to 0x8000, and has put the number of passes
 * behind what it says.
 */
	.code16
program ap_begin
	mov	$0x1000, %ax
	mov	%ax, %ds
	xor	%eax, %eax
	cpuid
	subl	$1, 8
	jz	1f
	incl	0
	hlt
1:	incl	0
	mov	$0x600, %dx			/* DOORBELL */
	out	%al, (%dx)
	jmp	.
program ap_end
	.code32

	.section .note.GNU-stack, "", %progbits
