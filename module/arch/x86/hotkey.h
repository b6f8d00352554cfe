/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hotkey.h - what exactly a guest trapped on, as a number, and its name.
 *
 * Pure: also compiled by the unit tests. A key is never 0.
 */
#ifndef KVMTRAP_X86_HOTKEY_H
#define KVMTRAP_X86_HOTKEY_H

#include "decode.h"

/* X(ID, "name"): what is drilled down to. */
#define KVMTRAP_HOT_KINDS(X)	\
	X(MSR, "msr")		\
	X(REGISTER, "reg")	\
	X(CALL, "call")		\
	X(PORT, "port")		\
	X(PAGE, "page")		\
	X(FAULT, "fault")

enum hot_kind {
#define X(id, name) HOT_##id,
	KVMTRAP_HOT_KINDS(X)
#undef X
	HOT_KINDS,
	HOT_NONE = HOT_KINDS
};

/* Every key has its reason on top, counted from 1: so no key is 0. */
#define KEY_REASON_SHIFT	56
#define KEY_REASON(key)		((u32)((key) >> KEY_REASON_SHIFT) - 1)

/* The kind of each (settled) reason, plus one; 0: it is not drilled down to. */
extern const u8 x86_hot_of[KVMTRAP_NR_REASONS];

/**
 * arch_hot_kind() - of which kind is an exit of this reason?
 * @reason: of the exit, which is settled
 *
 * Context: any.
 * Return: the kind, or HOT_NONE if it is not drilled down to.
 */
static __always_inline enum hot_kind arch_hot_kind(enum kvmtrap_reason reason)
{
	return x86_hot_of[reason] ? (enum hot_kind)(x86_hot_of[reason] - 1) : HOT_NONE;
}

/* The detail of port IO (APM 15.10.2): port, width in bytes, string, into the guest. */
#define IOIO_IN			BIT(0)
#define IOIO_STRING		BIT(2)
#define IOIO_KEY		0xffff0075u

/*
 * Of a page's key: where its number is. An address that is a virtual one has the upper bits
 * all alike, so that so many are enough.
 */
#define KEY_PAGE_SHIFT		8

/* The other bits of it: FAULT_WRITE, or that nobody told. */
#define KEY_PAGE_UNTOLD		BIT(2)
#define KEY_PAGE_BITS		(KEY_REASON_SHIFT - KEY_PAGE_SHIFT)

/* What arch_hot_name() shows of a fault: whether it was the guest's user mode is not among it. */
#define FAULT_KEY		(FAULT_PRESENT | FAULT_WRITE | FAULT_RESERVED | FAULT_FETCH | \
				 FAULT_UNTOLD)

/* Of VMX: which control register, how (SDM table 28-3); which debug register, read. */
#define CR_NUMBER		GENMASK_ULL(3, 0)
#define CR_HOW(detail)		((u32)(detail) >> 4 & 3)
#define DR_NUMBER		GENMASK_ULL(2, 0)
#define DR_READ			BIT(4)

/* SVM has a reason for each register; VMX tells it in the detail. */
static __always_inline u64 x86_register_key(enum kvmtrap_reason reason, u64 detail)
{
	if (reason == KVMTRAP_VMX_CR_ACCESS)
		return detail & 0x3f;
	return reason == KVMTRAP_VMX_DR_ACCESS ? detail & (DR_NUMBER | DR_READ) : 0;
}

/* RDMSR and WRMSR take the number from RCX; with an immediate the instruction itself has it. */
static __always_inline u32 x86_msr_number(enum kvmtrap_reason reason, u64 detail, u64 rcx)
{
	if (reason == KVMTRAP_VMX_MSR_READ_IMM || reason == KVMTRAP_VMX_MSR_WRITE_IMM)
		return detail >> 32;
	return (u32)rcx;
}

/**
 * x86_hot_key() - what exactly an exit trapped on, as a number
 * @kind: arch_hot_kind() of @reason, not HOT_NONE
 * @reason: of the exit, which is settled
 * @detail: arch_exit_detail()
 * @address: arch_exit_address()
 * @reg: of an MSR, the guest's RCX; of a hypercall, its RAX
 *
 * Context: any.
 * Return: the key, never 0.
 */
static __always_inline u64 x86_hot_key(enum hot_kind kind, enum kvmtrap_reason reason,
				       u64 detail, u64 address, u64 reg)
{
	u64 key = (u64)(reason + 1) << KEY_REASON_SHIFT;

	switch (kind) {
	case HOT_MSR:
		return key | (detail & 1) << 32 | x86_msr_number(reason, detail, reg);
	case HOT_CALL:
		return key | (u32)reg;
	case HOT_PORT:
		return key | (detail & IOIO_KEY);
	case HOT_PAGE:
		return key | (address >> 12 & GENMASK_ULL(KEY_PAGE_BITS - 1, 0)) << KEY_PAGE_SHIFT |
		       (detail & FAULT_WRITE) | (detail & FAULT_UNTOLD ? KEY_PAGE_UNTOLD : 0);
	case HOT_FAULT:
		return key | (detail & FAULT_KEY);
	case HOT_REGISTER:
		return key | x86_register_key(reason, detail);
	default:
		return key;
	}
}

/* Names fit in this, with their terminator. No name has a blank. */
#define HOT_NAME_MOST	40

/**
 * arch_hot_name() - the name of @key, and how it was used
 * @kind: of the key
 * @key: as x86_hot_key() made it
 * @name: is set to a register, call, port, page or kind of fault
 * @how: is set to read or write, in1 or out4, ...
 *
 * Context: any.
 */
void arch_hot_name(enum hot_kind kind, u64 key, char name[HOT_NAME_MOST],
		   char how[HOT_NAME_MOST]);

#endif
