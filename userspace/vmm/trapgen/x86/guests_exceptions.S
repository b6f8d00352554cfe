/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guests_exceptions.S - programs with exceptions, interrupts and breakpoints.
 */
#include "trapgen/x86/macros.S"

/*
 * Handlers of exceptions: go on at ebx, without and with an error code on the stack. And
 * of an interrupt: tell the x2APIC.
 */
program on_fault
	mov	%ebx, (%esp)
	iret

program on_error
	add	$4, %esp
	mov	%ebx, (%esp)
	iret

program on_interrupt
	mov	$0x80b, %ecx			/* EOI */
	xor	%eax, %eax
	wrmsr
	iret

	.macro catch				/* go on at the label 2 */
	call	3f
3:	pop	%ebx
	add	$2f - 3b, %ebx
	.endm

program ud
	catch
1:	ud2
2:	again
	finish

program rdpmc
	catch
1:	xor	%ecx, %ecx
	rdpmc
2:	again
	finish

/*
 * Programs whose own page tables forbid some stores. The hypercall is for QEMU 7.2: at the first exit
 * behind an exception that KVM has injected, it says that the exit came while the exception was
 * delivered. KVM from 7.2 on then refuses to emulate an access.
 */
program readonly_device		/* a load, and the stores of all passes */
	mov	(%edi), %eax
	catch
1:	mov	%esi, (%edi)
2:	hypercall
	again
	finish

program move_device		/* to UNBACKED */
	catch
	mov	%edi, %edx
1:	mov	%esi, %ecx
	mov	%edx, %esi
	mov	$0x0a000000, %edi
	movsl
2:	mov	%ecx, %esi
	hypercall
	again
	finish

/*
 * The vCPU sends an interrupt to itself, and then lets it come. STI does so after the next
 * instruction. So HLT traps, and KVM goes on at once.
 */
program pending
	cli
	mov	$0x80f, %ecx			/* the x2APIC's SVR: enable it */
	mov	$0x1ff, %eax
	xor	%edx, %edx
	wrmsr
1:	mov	$0x83f, %ecx			/* SELF_IPI */
	mov	$0x30, %eax
	wrmsr
	sti
	hlt
	nop					/* bochs takes it an instruction late */
	cli
	again
	finish

/* Programs for a VMM that debugs its guest. */
program brk
1:	int3
	again
	finish

program steps		/* three instructions in each pass */
1:	nop
	sub	$1, %esi
	jnz	1b
	finish

program watch		/* loads from the page of the code */
	call	3f
3:	pop	%edi
	and	$-4096, %edi
1:	mov	(%edi), %ebx
	again
	finish

	.section .note.GNU-stack, "", %progbits
