/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guests_msr.S - programs for MSRs that KVM asks the VMM about. edi has the MSR.
 */
#include "trapgen/x86/macros.S"

program msr_read
1:	mov	%edi, %ecx
	rdmsr
	again
	finish

program msr_write	/* of what no bit of is set */
1:	mov	%edi, %ecx
	xor	%eax, %eax
	xor	%edx, %edx
	wrmsr
	again
	finish

	.section .note.GNU-stack, "", %progbits
