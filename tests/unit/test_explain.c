// SPDX-License-Identifier: GPL-2.0-only
/*
 * test_explain.c - the table of rules of kvmtrap explain: each name in it is one of uapi/, and
 * nothing can be reported twice or never.
 */
#include <fnmatch.h>
#include <string.h>

#include "explain/rules.h"
#include "uapi/arm64/calls.h"
#include "uapi/arm64/reasons.h"
#include "uapi/arm64/sysregs.h"
#include "uapi/x86/calls.h"
#include "uapi/x86/msrs.h"
#include "uapi/x86/reasons.h"
#include "unit.h"

static const char *const sysregs[] = {
#define X(op0, op1, crn, crm, op2, name) name,
	KVMTRAP_SYSREGS(X)
#undef X
#define X(op0, op1, crn, op2, name) name "0_EL1",
	KVMTRAP_SYSREG_FAMILIES(X)
#undef X
	NULL
};

static const char *const arm_calls[] = {
#define X(function, name) name,
	KVMTRAP_CALLS(X)
#undef X
	NULL
};

static const char *const msrs[] = {
#define X(number, name) name,
	KVMTRAP_MSRS(X)
#undef X
	NULL
};

static const char *const svm_calls[] = {
#define X(number, name) name,
	KVMTRAP_KVM_HYPERCALLS(X)
#undef X
	NULL
};

/* Words of the module's arch_hot_name(), for which uapi/ has no table. */
static const char *const arm_faults[] = {
	"translation", "permission", "access-flag", "translation-noslot", NULL
};
static const char *const svm_faults[] = { "not-present", "permission", "reserved", NULL };
static const char *const vmx_registers[] = { "CR0", "CR3", "CR4", "CR8", NULL };

/* The numbers are not compared, but the names. */
static const char *const arm_returns[] = {
#define X(number, name) #name,
	KVMTRAP_ARM64_KVM_EXITS(X)
#undef X
	NULL
};

static const char *const svm_returns[] = {
#define X(number, name) #name,
	KVMTRAP_X86_KVM_EXITS(X)
#undef X
	NULL
};

static bool matches(const char *pattern, const char *const *names)
{
	for (; *names; names++) {
		if (!fnmatch(pattern, *names, 0))
			return true;
	}
	return false;
}

static const char *const *names_of(const struct pool *p)
{
	bool arm = p->arch == ARCH_ARM64;

	if (!strcmp(p->kind, "sysreg"))
		return sysregs;
	if (!strcmp(p->kind, "msr"))
		return msrs;
	if (!strcmp(p->kind, "call"))
		return arm ? arm_calls : svm_calls;
	if (!strcmp(p->kind, "reg"))
		return vmx_registers;
	return arm ? arm_faults : svm_faults;
}

static void test_names(void)
{
	const struct rule *r;
	const struct part *p;
	unsigned int i;

	for (i = 0; (r = rules[i]); i++) {
		for (p = r->part; p->pool; p++) {
			if (p->name && strcmp(p->name, "*"))
				CHECK(p->pool->kind && matches(p->name, names_of(p->pool)),
				      "%s: nothing is called '%s'", r->name, p->name);
			if (p->pool->returns)
				CHECK(matches(p->pool->returns, p->pool->arch == ARCH_ARM64 ?
					      arm_returns : svm_returns),
				      "%s: no return '%s'", r->name, p->pool->returns);
		}
	}
}

static void test_texts(void)
{
	const struct rule *r, *other;
	unsigned int i;

	for (i = 0; (r = rules[i]); i++) {
		CHECK(r->what && r->means && r->helps && r->see && r->source, "%s", r->name);
		CHECK(r->threshold.rate || r->threshold.time, "%s is never reported", r->name);
		CHECK(rule_find(r->name) == r, "%s is there twice", r->name);
		other = r->unless ? rule_find(r->unless) : NULL;
		CHECK(!r->unless || (other && rule_place(other) < i),
		      "%s: no rule above is '%s'", r->name, r->unless);
	}
}

/* What hot parts is told wholly: the last part of a pool takes each row that is left. */
static void test_rest(void)
{
	const struct pool *const *pool;
	const struct rule *r;
	const struct part *p, *last;
	unsigned int i;

	for (pool = hot_pools; *pool; pool++) {
		last = NULL;
		for (i = 0; (r = rules[i]); i++) {
			for (p = r->part; p->pool; p++)
				last = p->pool == *pool ? p : last;
		}
		CHECK(last && last->name && !strcmp(last->name, "*") && !last->how &&
		      !last->place && !last->written, "%s: some may be of no rule", (*pool)->of);
	}
}

static bool has(const struct pool *p, const char *reason)
{
	const struct pool_reason *r;

	for (r = p->reason; r->name; r++) {
		if (!strcmp(r->name, reason))
			return true;
	}
	return false;
}

/* Otherwise an exit would be reported twice. */
static void no_reason_twice(const struct pool *a, const struct pool *b)
{
	const struct pool_reason *r;

	for (r = a->reason; a != b && a->arch == b->arch && r->name; r++)
		CHECK(!has(b, r->name), "%s is in two pools", r->name);
}

static void test_pools(void)
{
	const struct rule *r, *s;
	const struct part *p, *q;
	unsigned int i, j;

	for (i = 0; (r = rules[i]); i++) {
		for (p = r->part; p->pool; p++) {
			for (j = 0; (s = rules[j]); j++) {
				for (q = s->part; q->pool; q++)
					no_reason_twice(p->pool, q->pool);
			}
		}
	}
}

static const struct unit_case unit_cases[] = {
	{ "registers, calls and returns are in uapi/", test_names },
	{ "a rule is told whole", test_texts },
	{ "what hot parts is told wholly", test_rest },
	{ "no reason is in two pools", test_pools },
};

UNIT_MAIN(unit_cases)
