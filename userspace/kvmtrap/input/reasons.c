// SPDX-License-Identifier: GPL-2.0-only
/*
 * reasons.c - see reasons.h.
 */
#include <string.h>

#include "input/reasons.h"
#include "uapi/arm64/reasons.h"
#include "uapi/classes.h"
#include "uapi/latency.h"
#include "uapi/x86/reasons.h"
#include "uapi/x86/svm.h"
#include "uapi/x86/vmx.h"

/* In the order of the module's enum kvmtrap_reason: the event kvmtrap_exit has its numbers. */
static const struct reason_names arm64[] = {
#define X(ec, name, class, own) { #class, #ec, #name },
	KVMTRAP_EXCEPTION_CLASSES(X)
#undef X
#define X(name, code, class) { #class, code, #name },
	KVMTRAP_FURTHER_REASONS(X)
#undef X
};

static const struct reason_names x86[] = {
#define X(name, code, class) { #class, code, #name },
	KVMTRAP_X86_FURTHER_REASONS(X)
#undef X
#define X(code, name, class) { #class, #code, #name },
	KVMTRAP_SVM_EXITS(X)
#undef X
#define X(number, name, class) { #class, #number, #name },
	KVMTRAP_VMX_OWN(X)
#undef X
};

static const struct {
	const struct reason_names *reason;
	size_t n;
} reasons[NR_ARCHS] = {
	[ARCH_ARM64] = { arm64, sizeof(arm64) / sizeof(arm64[0]) },
	[ARCH_X86] = { x86, sizeof(x86) / sizeof(x86[0]) },
};

const char *const class_names[NR_CLASSES] = {
#define X(number, id, name) [number] = name,
	KVMTRAP_CLASSES(X)
#undef X
};

const char *class_name(const char *id)
{
#define X(number, class, name) if (!strcmp(id, #class)) return name;
	KVMTRAP_CLASSES(X)
#undef X
	return "other";
}

struct reason_names reason_names(enum architecture arch, unsigned int reason)
{
	struct reason_names names = { "other", "-", "UNKNOWN_TO_THIS_VERSION" };

	if (arch < NR_ARCHS && reason < reasons[arch].n) {
		names = reasons[arch].reason[reason];
		names.class = class_name(names.class);
	}
	return names;
}

_Static_assert(sizeof(arm64) / sizeof(arm64[0]) <= REASONS_MOST &&
	       sizeof(x86) / sizeof(x86[0]) <= REASONS_MOST, "REASONS_MOST");

unsigned int reason_count(enum architecture arch)
{
	return arch < NR_ARCHS ? reasons[arch].n : 0;
}

bool reason_is_user(const char *reason)
{
	size_t n = strlen(reason);

	return n > 5 && !strcmp(reason + n - 5, "_USER");
}

unsigned int latency_row(uint64_t ns)
{
	unsigned int i = 0;

	while (i + 1 < LATENCY_BUCKETS && ns >= LATENCY_FROM(i + 1))
		i++;
	return i;
}
