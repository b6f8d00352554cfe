/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * reasons.h - the reasons of uapi/ as constants. A rule that names a reason which is not
 * there any more does not compile.
 */
#ifndef KVMTRAP_EXPLAIN_REASONS_H
#define KVMTRAP_EXPLAIN_REASONS_H

#include "uapi/arm64/reasons.h"
#include "uapi/x86/reasons.h"
#include "uapi/x86/svm.h"
#include "uapi/x86/vmx.h"

enum {
#define X(ec, name, class, own) ARM64_##name,
	KVMTRAP_EXCEPTION_CLASSES(X)
#undef X
#define X(name, code, class) ARM64_##name,
	KVMTRAP_FURTHER_REASONS(X)
#undef X
#define X(name, code, class) X86_##name,
	KVMTRAP_X86_FURTHER_REASONS(X)
#undef X
#define X(code, name, class) X86_##name,
	KVMTRAP_SVM_EXITS(X)
#undef X
#define X(number, name, class) X86_##name,
	KVMTRAP_VMX_OWN(X)
#undef X
};

#endif
