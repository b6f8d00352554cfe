// SPDX-License-Identifier: GPL-2.0-only
/*
 * names_x86.c - the tables of x86, with the exit codes of both vendors.
 */
#include <string.h>

#include "cmd/names.h"
#include "uapi/returns.h"
#include "uapi/x86/calls.h"
#include "uapi/x86/msrs.h"
#include "uapi/x86/reasons.h"
#include "uapi/x86/svm.h"
#include "uapi/x86/vmx.h"

void fill_x86_reasons(struct sheet *sheet)
{
#define X(code, name, class) put_reason(sheet, #class, #code, #name);
	KVMTRAP_SVM_EXITS(X)
#undef X
#define X(name, code, class) put_reason(sheet, #class, code, #name);
	KVMTRAP_X86_FURTHER_REASONS(X)
#undef X
}

/* In the order of the numbers, among which those are that SVM has by the same name. */
static const struct {
	const char *class, *code, *name;
} vmx[] = {
#define X(number, name) [number] = { NULL, #number, #name },
	KVMTRAP_VMX_SHARED(X)
#undef X
#define X(number, name, class) [number] = { #class, #number, #name },
	KVMTRAP_VMX_OWN(X)
#undef X
};

static const char *class_of_svm(const char *reason)
{
#define X(code, name, class) if (!strcmp(reason, #name)) return #class;
	KVMTRAP_SVM_EXITS(X)
#undef X
	return NULL;
}

void fill_x86_vmx_reasons(struct sheet *sheet)
{
	size_t i;

	for (i = 0; i < sizeof(vmx) / sizeof(vmx[0]); i++) {
		if (vmx[i].name)
			put_reason(sheet, vmx[i].class ?: class_of_svm(vmx[i].name), vmx[i].code,
				   vmx[i].name);
	}
}

void fill_x86_returns(struct sheet *sheet)
{
#define KVMTRAP_KVM_EXITS	KVMTRAP_X86_KVM_EXITS
#define X(number, name) put_return(sheet, number, #name);
	KVMTRAP_RETURNS(X)
#undef X
}

void fill_x86_msrs(struct sheet *sheet)
{
	sheet_column(sheet, "number", "Number", CELL_TEXT);
	sheet_column(sheet, "name", "MSR", CELL_TEXT);
#define X(number, name) put_numbered(sheet, number, name);
	KVMTRAP_MSRS(X)
#undef X
}

void fill_x86_calls(struct sheet *sheet)
{
#define X(number, name) put_numbered(sheet, number, name);
	KVMTRAP_KVM_HYPERCALLS(X)
#undef X
}
