/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guests.S - programs of which most do what one of arm64's does.
 */
#include "trapgen/x86/macros.S"

program hvc
1:	hypercall
	again
	finish

program other_hvc	/* of the other vendor: KVM replaces it when it traps */
1:	mov	$1, %eax
	vendor	vmcall
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

program deadline		/* IA32_TSC_DEADLINE: no time */
	mov	$0x6e0, %ecx
1:	xor	%eax, %eax
	xor	%edx, %edx
	wrmsr
	again
	finish

program deadline_store	/* each pass: the same, a store, CPUID, and a fresh page */
1:	mov	$0x6e0, %ecx
	xor	%eax, %eax
	xor	%edx, %edx
	wrmsr
	mov	$0x0b000000, %ebx		/* IOEVENT */
	mov	%esi, (%ebx)
	xor	%eax, %eax
	cpuid
	mov	%esi, (%edi)
	add	$4096, %edi
	again
	finish

program wfi
1:	hlt
	again
	finish

program sleep
1:	hlt
	jmp	1b

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

program dirty_rounds	/* each pass: tell the VMM, and store to the same 64 pages */
1:	mov	$0x604, %edx			/* DOORBELL_PHASE */
	out	%al, (%dx)
	mov	%edi, %ebx
	mov	$64, %ecx
2:	mov	%esi, (%ebx)
	add	$4096, %ebx
	sub	$1, %ecx
	jnz	2b
	again
	finish

program store_rounds	/* each pass: a store, and tell the VMM */
1:	mov	%esi, (%edi)
	mov	$0x604, %edx			/* DOORBELL_PHASE */
	out	%al, (%dx)
	again
	finish

program sgi		/* the x2APIC's ICR: a vector for an APIC that does not exist */
	mov	$0x830, %ecx
1:	mov	$0x00fffff0, %edx
	mov	$0x40, %eax
	wrmsr
	again
	finish

program self_ipi	/* the x2APIC's SELF_IPI: never delivered */
	cli
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

	.section .note.GNU-stack, "", %progbits
