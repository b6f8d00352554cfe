/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guests_nmi.S - programs that the VMM sends an NMI or an SMI. See nmi.c.
 */
#include "trapgen/x86/macros.S"

program on_nmi
	iret

program nmi		/* asks for one in each pass; also for an SMI */
1:	mov	$0x604, %edx			/* DOORBELL_PHASE */
	out	%al, (%dx)
	again
	finish

program self_smi	/* by the LAPIC's ICR: the SMI comes before the guest is entered again */
1:	movl	$0x44200, 0xfee00300		/* SMI, to itself */
	again
	finish

/* What the VMM copies to SMBASE + 0x8000. An SMI begins there, in what is nearly real mode. */
	.code16
program smm_begin
	xor	%eax, %eax
	cpuid
	mov	%eax, %cs:0x1000		/* SMBASE + 0x1000 */
	addr32 mov %eax, (%edi)			/* IOEVENT */
	rsm
program smm_end
	.code32

	.section .note.GNU-stack, "", %progbits
