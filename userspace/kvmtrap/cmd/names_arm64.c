// SPDX-License-Identifier: GPL-2.0-only
/*
 * names_arm64.c - the tables of arm64.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cmd/names.h"
#include "uapi/arm64/calls.h"
#include "uapi/arm64/reasons.h"
#include "uapi/arm64/sysregs.h"
#include "uapi/returns.h"
#include "util/die.h"

void fill_arm64_reasons(struct sheet *sheet)
{
	char code[8];

#define X(ec, name, class, own)					\
	snprintf(code, sizeof(code), "0x%02x", ec);		\
	put_reason(sheet, #class, code, #name);
	KVMTRAP_EXCEPTION_CLASSES(X)
#undef X
#define X(name, code, class) put_reason(sheet, #class, code, #name);
	KVMTRAP_FURTHER_REASONS(X)
#undef X
}

void fill_arm64_returns(struct sheet *sheet)
{
#define KVMTRAP_KVM_EXITS	KVMTRAP_ARM64_KVM_EXITS
#define X(number, name) put_return(sheet, number, #name);
	KVMTRAP_RETURNS(X)
#undef X
}

static void put_register(struct sheet *sheet, int op0, int op1, int crn,
			 const char *crm, int op2, const char *name)
{
	char *encoding = xasprintf("S%d_%d_C%d_C%s_%d", op0, op1, crn, crm, op2);

	sheet_text(sheet, name);
	sheet_text(sheet, encoding);
	free(encoding);
}

void fill_arm64_registers(struct sheet *sheet)
{
	char text[8];

	sheet_column(sheet, "name", "Register", CELL_TEXT);
	sheet_column(sheet, "encoding", "Encoding", CELL_TEXT);
#define X(op0, op1, crn, crm, op2, name)			\
	snprintf(text, sizeof(text), "%d", crm);		\
	put_register(sheet, op0, op1, crn, text, op2, name);
	KVMTRAP_SYSREGS(X)
#undef X
#define X(op0, op1, crn, op2, name)				\
	put_register(sheet, op0, op1, crn, "<n>", op2, name "<n>_EL1");
	KVMTRAP_SYSREG_FAMILIES(X)
#undef X
}

void fill_arm64_calls(struct sheet *sheet)
{
#define X(function, name) put_numbered(sheet, function, name);
	KVMTRAP_CALLS(X)
#undef X
}
