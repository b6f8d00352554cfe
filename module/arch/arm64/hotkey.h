/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hotkey.h - what exactly a guest trapped on, as a number, and its name.
 *
 * Pure: also compiled by the unit tests. A key is never 0.
 */
#ifndef KVMTRAP_ARM64_HOTKEY_H
#define KVMTRAP_ARM64_HOTKEY_H

#include "decode.h"

/* X(ID, "name"): what is drilled down to. */
#define KVMTRAP_HOT_KINDS(X)	\
	X(SYSREG, "sysreg")	\
	X(CALL, "call")		\
	X(PAGE, "page")		\
	X(FAULT, "fault")

enum hot_kind {
#define X(id, name) HOT_##id,
	KVMTRAP_HOT_KINDS(X)
#undef X
	HOT_KINDS,
	HOT_NONE = HOT_KINDS
};

/* Every key has the exception class on top, so no key is 0. */
#define KEY_EC_SHIFT	56
#define KEY_EC(key)	((u32)((key) >> KEY_EC_SHIFT))

/*
 * What is done with an exit, by its (settled) reason: its kind + 1, or 0 for
 * none, and which bits of the syndrome say what it was.
 */
extern const u32 arm64_hot_of[KVMTRAP_NR_REASONS];

#define HOT_OF(kind, iss)	(((kind) + 1u) << 24 | (iss))
#define HOT_ISS(of)		((of) & 0xffffff)

/**
 * arch_hot_kind() - of which kind is an exit of this reason?
 * @reason: of the exit, which is settled
 *
 * Context: any.
 * Return: the kind, or HOT_NONE if it is not drilled down to.
 */
static __always_inline enum hot_kind arch_hot_kind(enum kvmtrap_reason reason)
{
	u32 of = arm64_hot_of[reason];

	return of ? (enum hot_kind)((of >> 24) - 1) : HOT_NONE;
}

#define HOT_FIELD(value, shift, bits)	(((value) >> (shift)) & ((1u << (bits)) - 1))

/* Aborts: bits of the ISS. */
#define ISS_ISV		24
#define ISS_SAS		22
#define ISS_S1PTW	7
#define ISS_WNR		6

/* Of a page's key: gfn above, then size (3 bits: the log2 of the bytes), write, who. */
#define PAGE_GFN_SHIFT	5
#define PAGE_NO_SIZE	4u
#define PAGE_64_BYTES	6u	/* FEAT_LS64: ESR_LST tells, and SAS does not */

static __always_inline u64 arm64_page_key(bool user, u64 esr, u64 ipa)
{
	u64 size = !HOT_FIELD(esr, ISS_ISV, 1) ? PAGE_NO_SIZE :
		   esr & ESR_LST ? PAGE_64_BYTES : HOT_FIELD(esr, ISS_SAS, 2);

	return ipa >> 12 << PAGE_GFN_SHIFT | size << 2 |
	       HOT_FIELD(esr, ISS_WNR, 1) << 1 | user;
}

/* The fault status without the level of the table: faults at all levels are one row. */
static __always_inline u64 arm64_fault_status(u64 esr)
{
	u32 fsc = ESR_FSC(esr);

	if (FSC_IS_TRANSLATION(fsc))
		return 0x04;
	if ((fsc & 0x3c) == 0x08 || (fsc & 0x3c) == 0x0c)
		return fsc & 0x3c;
	return fsc;
}

/**
 * arm64_hot_abort_key() - arm64_hot_key() of aborts
 * @reason: of the exit, which is settled
 * @esr: ESR_EL2
 * @ipa: of the abort
 *
 * Context: any.
 * Return: the key.
 */
static __always_inline u64 arm64_hot_abort_key(enum kvmtrap_reason reason,
					       u64 esr, u64 ipa)
{
	u64 ec = ESR_EC(esr) << KEY_EC_SHIFT;

	if (arch_hot_kind(reason) == HOT_PAGE)
		return ec | arm64_page_key(reason == KVMTRAP_R_MMIO_USER, esr, ipa);
	return ec | (u64)(reason >= KVMTRAP_R_IABT_NOSLOT) << 8 |
	       HOT_FIELD(esr, ISS_S1PTW, 1) << 7 | HOT_FIELD(esr, ISS_WNR, 1) << 6 |
	       arm64_fault_status(esr);
}

/**
 * arm64_hot_key() - what exactly an exit trapped on, as a number
 * @kind: arch_hot_kind() of @reason, not HOT_NONE
 * @reason: of the exit, which is settled
 * @esr: ESR_EL2
 * @ipa: of an abort
 * @x0: the guest's first register: the function of a call
 *
 * Context: any.
 * Return: the key, never 0.
 */
static __always_inline u64 arm64_hot_key(enum hot_kind kind,
					 enum kvmtrap_reason reason, u64 esr,
					 u64 ipa, u64 x0)
{
	u64 ec = ESR_EC(esr) << KEY_EC_SHIFT;
	u64 iss = esr & HOT_ISS(arm64_hot_of[reason]);

	if (kind == HOT_SYSREG)
		return ec | iss;
	if (kind != HOT_CALL)
		return arm64_hot_abort_key(reason, esr, ipa);
	/* Only a call whose immediate is 0 follows SMCCC: x0 has its function. */
	return ec | (iss ? iss << 32 : (u32)x0);
}

/* Names fit in this, with their terminator. No name has a blank. */
#define HOT_NAME_MOST	40

/**
 * arch_hot_name() - the name of @key, and how it was used
 * @kind: of the key
 * @key: as arm64_hot_key() made it
 * @name: is set to a register, function, page or kind of fault
 * @how: is set to read or write, hvc or smc, ...
 *
 * Context: any.
 */
void arch_hot_name(enum hot_kind kind, u64 key, char name[HOT_NAME_MOST],
		   char how[HOT_NAME_MOST]);

#endif
