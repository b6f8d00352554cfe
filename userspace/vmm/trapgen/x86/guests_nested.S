/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guests_nested.S - a program that runs a guest of its own, by the vendor's means. It is in
 * long mode, and so is its guest on Intel's CPUs; on AMD's that is in protected mode. Both
 * are in one page. All registers but rax, rsp and rip are the same for both. Behind the
 * program's page tables is what nested_svm.c or nested_vmx.c has put there.
 */
#include "trapgen/x86/macros.S"

	.code64
program nested
	add	$0x6000, %rdi			/* NESTED_AREA: the VMCB */
1:	mov	%rdi, %rax
	vmrun	%rax
	addl	$3, 0x578(%rdi)			/* its RIP: past VMMCALL */
	again
	finish

program nested_vmx	/* rdi: struct nested_vmx */
	add	$0x6000, %rdi			/* NESTED_AREA */
	vmxon	(%rdi)
	jbe	3f
	vmclear	8(%rdi)
	jbe	3f
	vmptrld	8(%rdi)
	jbe	3f
	lea	16(%rdi), %rbx
2:	mov	(%rbx), %rax			/* a field, and behind it the value */
	vmwrite	8(%rbx), %rax
	jbe	3f
	add	$16, %rbx
	cmpq	$0, (%rbx)
	jne	2b
	vmlaunch
3:	ud2
1:	mov	16(%rdi), %rax			/* its RIP: at the start again */
	vmwrite	24(%rdi), %rax
	vmresume
	ud2
program after_nested	/* it has exited */
	again
	finish
	.code32

/* KVM answers WBINVD, and leaves the hypercall to the program above. */
program in_nested
1:	wbinvd
	vendor	vmmcall
	jmp	1b

/* As long as VMMCALL. */
program in_nested_hlt
1:	hlt
	nop
	nop
	jmp	1b

	.section .note.GNU-stack, "", %progbits
