/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guests_io.S - programs for ports, and for instructions that access often.
 */
#include "trapgen/x86/macros.S"

	.macro port name, instruction:vararg
program \name
	mov	%edi, %edx
1:	\instruction
	again
	finish
	.endm

	port	out8, out %al, (%dx)
	port	out16, out %ax, (%dx)
	port	out32, out %eax, (%dx)
	port	in8, in (%dx), %al
	port	in16, in (%dx), %ax
	port	in32, in (%dx), %eax

program outs		/* from the stack */
	mov	%edi, %edx
1:	mov	%esi, %ebx
	lea	-16(%esp), %esi
	outsb
	mov	%ebx, %esi
	again
	finish

program ins		/* to the stack */
	mov	%edi, %edx
1:	lea	-16(%esp), %edi
	insb
	again
	finish

/* Eight bytes by one instruction. */
program rep_outs
	mov	%edi, %edx
1:	mov	%esi, %ebx
	lea	-16(%esp), %esi
	mov	$8, %ecx
	rep	outsb
	mov	%ebx, %esi
	again
	finish

program rep_ins
	mov	%edi, %edx
1:	lea	-16(%esp), %edi
	mov	$8, %ecx
	rep	insb
	again
	finish

program rep_stos
	mov	%edi, %ebx
1:	mov	%ebx, %edi
	mov	$8, %ecx
	rep	stosb
	again
	finish

	.section .note.GNU-stack, "", %progbits
