// SPDX-License-Identifier: GPL-2.0-only
/*
 * names_x86.c - the tables of x86. Exit codes are those of AMD's SVM.
 */
#include "cmd/names.h"
#include "uapi/returns.h"
#include "uapi/x86/calls.h"
#include "uapi/x86/msrs.h"
#include "uapi/x86/reasons.h"
#include "uapi/x86/svm.h"

void x86_reasons(struct sheet *sheet)
{
#define X(code, name, class) put_reason(sheet, #class, #code, #name);
	KVMTRAP_SVM_EXITS(X)
#undef X
#define X(name, code, class) put_reason(sheet, #class, code, #name);
	KVMTRAP_X86_FURTHER_REASONS(X)
#undef X
}

void x86_returns(struct sheet *sheet)
{
#define KVMTRAP_KVM_EXITS	KVMTRAP_X86_KVM_EXITS
#define X(number, name) put_return(sheet, number, #name);
	KVMTRAP_RETURNS(X)
#undef X
}

void x86_msrs(struct sheet *sheet)
{
	sheet_column(sheet, "number", "Number", CELL_TEXT);
	sheet_column(sheet, "name", "MSR", CELL_TEXT);
#define X(number, name) put_numbered(sheet, number, name);
	KVMTRAP_MSRS(X)
#undef X
}

void x86_calls(struct sheet *sheet)
{
#define X(number, name) put_numbered(sheet, number, name);
	KVMTRAP_KVM_HYPERCALLS(X)
#undef X
}
