/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guests.S - the guest programs. All of them are one block, which is copied to the
 * start of a vCPU's RAM, and may run at any address. With the tables and the stack it
 * fits into one page, so that fetching it costs one fault. See arch/x86/arch.h for the
 * state that they run in.
 *
 *   ebp:esi  the number of passes (at least 1)
 *   edi      the address or port that the program is about
 *   esp      a stack, in the page of the code
 *
 * CPUID changes eax, ebx, ecx and edx.
 */
	.data
	.balign 4096
	.global guests_begin, guests_end
	.code32
guests_begin:

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

/*
 * KVM_HC_VAPIC_POLL_IRQ, which does nothing. AMD's instruction: vendor.c makes it
 * Intel's, and the other way round below.
 */
	.macro hypercall
	mov	$1, %eax
2:	vmmcall
	.pushsection .rodata
	.long	2b - guests_begin
	.popsection
	.endm

	.pushsection .rodata
	.balign	4
	.global	hypercalls_begin
hypercalls_begin:
	.popsection

program hvc
1:	hypercall
	again
	finish

program other_hvc	/* of the other vendor: KVM replaces it when it traps */
1:	mov	$1, %eax
2:	vmcall
	.pushsection .rodata
	.long	2b - guests_begin
	.popsection
	again
	finish

program cpuid
1:	xor	%eax, %eax
	cpuid
	again
	finish

program sysreg
	mov	$0x1b, %ecx			/* IA32_APIC_BASE */
1:	rdmsr
	again
	finish

program wrmsr
	mov	$0x277, %ecx			/* IA32_PAT, its value at reset */
1:	mov	$0x00070406, %eax
	mov	%eax, %edx
	wrmsr
	again
	finish

program wfi
1:	hlt
	again
	finish

program touch		/* one page after another */
1:	mov	%esi, (%edi)
	add	$4096, %edi
	again
	finish

program load
1:	mov	(%edi), %eax
	again
	finish

program store
1:	mov	%esi, (%edi)
	again
	finish

program both		/* each pass: a hypercall and a store */
1:	hypercall
	mov	%esi, (%edi)
	again
	finish

program readonly	/* read all pages, then write all */
	mov	%esi, %ebx
	mov	%edi, %ecx
1:	mov	(%edi), %eax
	add	$4096, %edi
	again
	mov	%ebx, %esi
1:	mov	%esi, (%ecx)
	add	$4096, %ecx
	again
	finish

program dirty		/* touch all pages, tell the VMM, touch them again */
	mov	%esi, %ebx
	mov	%edi, %ecx
1:	mov	%esi, (%edi)
	add	$4096, %edi
	again
	mov	$0x604, %edx			/* DOORBELL_PHASE */
	out	%al, (%dx)
	mov	%ebx, %esi
1:	mov	%esi, (%ecx)
	add	$4096, %ecx
	again
	finish

program out8
	mov	%edi, %edx
1:	out	%al, (%dx)
	again
	finish

program out16
	mov	%edi, %edx
1:	out	%ax, (%dx)
	again
	finish

program out32
	mov	%edi, %edx
1:	out	%eax, (%dx)
	again
	finish

program in8
	mov	%edi, %edx
1:	in	(%dx), %al
	again
	finish

program in16
	mov	%edi, %edx
1:	in	(%dx), %ax
	again
	finish

program in32
	mov	%edi, %edx
1:	in	(%dx), %eax
	again
	finish

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

program timer
1:	rdtsc
	again
	finish

program sgi		/* the x2APIC's ICR: a vector for an APIC that does not exist */
	mov	$0x830, %ecx
1:	mov	$0x00fffff0, %edx
	mov	$0x40, %eax
	wrmsr
	again
	finish

program self_ipi	/* the x2APIC's SELF_IPI: never delivered, as EFLAGS.IF is 0 */
	mov	$0x83f, %ecx
1:	mov	$0x40, %eax
	xor	%edx, %edx
	wrmsr
	again
	finish

program off		/* without a table of vectors, an exception shuts the CPU down */
	push	$0
	push	$0
	lidt	(%esp)
	int3
	jmp	.

program spin		/* until the VMM stops running it */
	jmp	.

program mixed		/* each pass: a hypercall, a store, a fresh page */
	mov	$0x0a000000, %ebx		/* UNBACKED */
1:	hypercall
	mov	%esi, (%ebx)
	mov	%esi, (%edi)
	add	$4096, %edi
	again
	finish

program ioeventfd_touch
	mov	$0x0b000000, %ebx		/* IOEVENT */
1:	mov	%esi, (%ebx)
	mov	%esi, (%edi)
	add	$4096, %edi
	again
	finish

guests_end:

	.section .rodata
	.global	hypercalls_end
hypercalls_end:
	.section .note.GNU-stack, "", %progbits
