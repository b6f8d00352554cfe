/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guests_nested.S - a program that runs a guest of its own. It is in long mode, and its
 * guest in protected mode; both are in one page. All registers but rax and rsp are the
 * same for both. Behind the program's page tables is the VMCB, which nested.c has filled.
 */
#include "trapgen/x86/macros.S"

	.code64
program nested
	add	$0x6000, %rdi			/* VMCB_AT */
1:	mov	%rdi, %rax
	vmrun	%rax
	addl	$3, 0x578(%rdi)			/* its RIP: past VMMCALL */
	again
	finish
	.code32

/* KVM answers CPUID, and leaves VMMCALL to the program above. */
program in_nested
1:	xor	%eax, %eax
	cpuid
	vmmcall
	jmp	1b

	.section .note.GNU-stack, "", %progbits
