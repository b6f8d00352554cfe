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

/* Of which kind is an exit of this (settled) reason? */
enum hot_kind kvmtrap_hot_kind(enum kvmtrap_reason reason);

/*
 * kvmtrap_hot_key - of an exit for which kvmtrap_hot_kind() is not HOT_NONE
 * @esr: ESR_EL2
 * @ipa: of an abort
 * @x0: the guest's first register: the function of a call
 */
u64 kvmtrap_hot_key(enum kvmtrap_reason reason, u64 esr, u64 ipa, u64 x0);

/* Names fit in this, with their terminator; no blank is in them. */
#define HOT_NAME_MOST	40

/*
 * kvmtrap_hot_name - the name of @key, and how it was used
 * @name: a register, function, page or kind of fault
 * @how: read or write, hvc or smc, ...
 */
void kvmtrap_hot_name(enum hot_kind kind, u64 key, char name[HOT_NAME_MOST],
		      char how[HOT_NAME_MOST]);

#endif
