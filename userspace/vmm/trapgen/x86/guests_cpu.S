/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guests_cpu.S - programs for instructions that only a guest's kernel has need of.
 */
#include "trapgen/x86/macros.S"

	.macro plain name, instruction:vararg
program \name
1:	\instruction
	again
	finish
	.endm

	plain	timer, rdtsc
	plain	invlpg, invlpg (%edi)
	plain	wbinvd, wbinvd
	plain	invd, invd

program pause		/* an interrupt of the host would begin the count of a loop anew */
	cli
1:	pause
	again
	finish

program monitor
1:	mov	%edi, %eax
	xor	%ecx, %ecx
	xor	%edx, %edx
	monitor
	again
	finish

program mwait
1:	xor	%eax, %eax
	xor	%ecx, %ecx
	mwait
	again
	finish

program xsetbv		/* XCR0: x87, as at reset */
1:	xor	%ecx, %ecx
	xor	%edx, %edx
	mov	$1, %eax
	xsetbv
	again
	finish

program cr0		/* another AM in each pass */
	mov	$0x11, %ebx
1:	xor	$0x40000, %ebx
	mov	%ebx, %cr0
	again
	finish

program cr3
	xor	%ebx, %ebx
1:	mov	%ebx, %cr3
	again
	finish

program cr4		/* another TSD in each pass */
	xor	%ebx, %ebx
1:	xor	$4, %ebx
	mov	%ebx, %cr4
	again
	finish

program cr8		/* in long mode: the priority goes up, and down again */
	.code64
1:	mov	$2, %ebx
	mov	%rbx, %cr8
	mov	$1, %ebx
	mov	%rbx, %cr8
	again
	finish
	.code32

program dr		/* a read and a write of the control register */
1:	mov	%dr7, %ebx
	mov	%ebx, %dr7
	again
	finish

program jump		/* fetch from an address that nothing backs */
	jmp	*%edi

program big_real	/* flat segments stay when protected mode ends */
	mov	%cr0, %eax
	and	$~1, %eax
	mov	%eax, %cr0
	mov	%edi, %edx
1:	out	%al, (%dx)
	again
	finish

program real_first	/* flat segments, and no protected mode yet */
	mov	%edi, %edx
1:	out	%al, (%dx)
	again
	mov	%cr0, %eax
	or	$1, %eax
	mov	%eax, %cr0
	finish

	.section .note.GNU-stack, "", %progbits
