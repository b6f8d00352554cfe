/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * codes.h - from the exit codes of both vendors to reasons. Pure: also compiled by the
 * unit tests.
 */
#ifndef KVMTRAP_X86_CODES_H
#define KVMTRAP_X86_CODES_H

#include "decode.h"

/* Exit codes of SVM are below SVM_CODES, or from SVM_PAGING_CODES to SVM_PAGING_LAST. */
#define SVM_CODES		0xa7
#define SVM_PAGING_CODES	0x400
#define SVM_PAGING_LAST		0x403

/* The reason of each code below SVM_CODES. */
extern const u8 x86_svm_reason_of[SVM_CODES];

/**
 * x86_svm_decode() - the reason of an exit of SVM, as far as its code tells
 * @code: the exit code; VMRUN failures are -1
 *
 * Context: any.
 * Return: the reason, which is final unless arch_needs_outcome() of it.
 */
static __always_inline enum kvmtrap_reason x86_svm_decode(u32 code)
{
	if (likely(code < SVM_CODES))
		return x86_svm_reason_of[code];
	if (likely(code - SVM_PAGING_CODES <= SVM_PAGING_LAST - SVM_PAGING_CODES))
		return KVMTRAP_SVM_NPF + (code - SVM_PAGING_CODES);
	return code == ~0u ? KVMTRAP_R_FAILED_ENTRY : KVMTRAP_R_UNKNOWN;
}

/* The number of basic exit reasons of VMX, and the reason of each. */
#define VMX_CODES		86
extern const u8 x86_vmx_reason_of[VMX_CODES];

/* The exit reason of VMX: the CPU did not enter the guest. */
#define VMX_FAILED_ENTRY	BIT(31)

/* The interruption information of VMX (SDM 25.9.2): vector, and type. */
#define VMX_INTR_VECTOR		0xffu
#define VMX_INTR_TYPE		0x700u
#define VMX_INTR_NMI		0x200u

/**
 * x86_vmx_exception() - the reason of an exit of VMX for an exception or an NMI
 * @intr: the interruption information
 *
 * Context: any.
 * Return: the reason by which SVM has the same.
 */
static __always_inline enum kvmtrap_reason x86_vmx_exception(u32 intr)
{
	u32 vector = intr & VMX_INTR_VECTOR;
	enum kvmtrap_reason reason;

	if ((intr & VMX_INTR_TYPE) == VMX_INTR_NMI)
		return KVMTRAP_SVM_NMI;
	if (vector >= 0x20)
		return KVMTRAP_VMX_EXCEPTION_NMI;
	reason = x86_svm_reason_of[0x40 + vector];
	return reason == KVMTRAP_R_UNKNOWN ? KVMTRAP_VMX_EXCEPTION_NMI : reason;
}

/**
 * x86_vmx_decode() - the reason of an exit of VMX, as far as its number tells
 * @code: the exit reason, with its upper bits
 *
 * Context: any.
 * Return: the reason; EXCEPTION_NMI if x86_vmx_exception() tells it.
 */
static __always_inline enum kvmtrap_reason x86_vmx_decode(u32 code)
{
	u32 basic = code & 0xffff;
	enum kvmtrap_reason reason =
		basic < VMX_CODES ? x86_vmx_reason_of[basic] : KVMTRAP_R_UNKNOWN;

	if (likely(!(code & VMX_FAILED_ENTRY)))
		return reason;
	return reason == KVMTRAP_VMX_INVALID_STATE || reason == KVMTRAP_VMX_MSR_LOAD_FAIL ||
	       reason == KVMTRAP_VMX_MCE_DURING_VMENTRY ? reason : KVMTRAP_R_FAILED_ENTRY;
}

/*
 * Fields of exit qualifications: Intel's manual, volume 3, chapter 28. Of a violation: which
 * access it was, and whether anything was allowed there.
 */
#define EPT_WRITE	BIT(1)
#define EPT_FETCH	BIT(2)
#define EPT_PRESENT	GENMASK_ULL(5, 3)

static __always_inline u64 x86_vmx_fault(u64 qualification)
{
	return (qualification & EPT_PRESENT ? FAULT_PRESENT : 0) |
	       (qualification & EPT_WRITE ? FAULT_WRITE : 0) |
	       (qualification & EPT_FETCH ? FAULT_FETCH : 0);
}

/* Port IO: the width less one, into the guest, string, the port. SVM has a bit for each width. */
#define PORT_WIDTH	GENMASK_ULL(2, 0)
#define PORT_IN		BIT(3)
#define PORT_STRING	BIT(4)
#define PORT_NUMBER	GENMASK_ULL(31, 16)

static __always_inline u64 x86_vmx_port(u64 qualification)
{
	return (qualification & PORT_NUMBER) |
	       ((qualification & PORT_WIDTH) + 1) << 4 |
	       (qualification & PORT_STRING ? BIT(2) : 0) |
	       (qualification & PORT_IN ? BIT(0) : 0);
}

/**
 * x86_vmx_detail() - what more of an exit of VMX says what was trapped on
 * @reason: of the exit, not PF_EXCP
 * @qualification: its exit qualification, for those of X86_QUALIFIED
 *
 * Context: any.
 * Return: it, as SVM has it in EXITINFO1 where SVM has the same.
 */
static __always_inline u64 x86_vmx_detail(enum kvmtrap_reason reason, u64 qualification)
{
	switch (reason) {
	case KVMTRAP_VMX_EPT_VIOLATION:
		return x86_vmx_fault(qualification);
	case KVMTRAP_VMX_EPT_MISCONFIG:
		return FAULT_RESERVED | FAULT_UNTOLD;
	case KVMTRAP_VMX_IO_INSTRUCTION:
		return x86_vmx_port(qualification);
	case KVMTRAP_VMX_MSR_WRITE:
		return 1;
	/* The number of the MSR is above the direction. */
	case KVMTRAP_VMX_MSR_READ_IMM:
		return qualification << 32;
	case KVMTRAP_VMX_MSR_WRITE_IMM:
		return qualification << 32 | 1;
	default:
		return qualification;
	}
}

/**
 * x86_codes_of_vmx() - from now on reasons of both vendors have the codes of VMX
 *
 * Context: process, before all else that asks for reasons.
 */
void x86_codes_of_vmx(void);

#endif
