/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * start.S - where the VMM lets a guest begin, in protected mode without paging. The C code
 * is of 64 bits, and a CPU runs that with page tables only: so the first 2 GiB are mapped
 * here, each address to itself. Then it calls main(). When that returns, an OUT ends the
 * guest.
 *
 * AMD64 Architecture Programmer's Manual, volume 2, 5.3 (tables) and 14.6 (long mode).
 */
#define TABLE		0x23		/* present, writable, accessed */
#define LARGE_PAGE	0xe3		/* the same; dirty, and of 2 MiB */
#define CR4_PAE		0x20
#define CR0_PG		0x80000000
#define MSR_EFER	0xc0000080
#define EFER_LME	0x100
#define DOORBELL	0x600

	.section .text.start, "ax"
	.global _start
	.code32
_start:
	mov	$stack_end, %esp
	movl	$level3 + TABLE, level4
	movl	$level2 + TABLE, level3
	movl	$level2 + 4096 + TABLE, level3 + 8
	mov	$LARGE_PAGE, %eax
	mov	$level2, %edi
	mov	$1024, %ecx
1:	mov	%eax, (%edi)
	add	$0x200000, %eax
	add	$8, %edi
	loop	1b

	lgdt	segments_end
	mov	$CR4_PAE, %eax
	mov	%eax, %cr4
	mov	$level4, %eax
	mov	%eax, %cr3
	mov	$MSR_EFER, %ecx
	rdmsr
	or	$EFER_LME, %eax
	wrmsr
	mov	%cr0, %eax
	or	$CR0_PG, %eax
	mov	%eax, %cr0
	ljmp	$8, $2f

	.code64
2:	call	main
	mov	$DOORBELL, %edx
	out	%al, (%dx)
	jmp	.

	.data
	.balign	8
segments:
	.quad	0
	.quad	0x00af9b000000ffff	/* code of 64 bits */
segments_end:
	.word	segments_end - segments - 1
	.long	segments

	.bss
	.balign	4096
	.global	level3
level4:	.skip	4096
level3:	.skip	4096
level2:	.skip	2 * 4096
	.skip	4096
stack_end:

	.section .note.GNU-stack, "", %progbits
