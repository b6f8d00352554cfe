// SPDX-License-Identifier: GPL-2.0-only
/*
 * rules.c - the table of rules; see rules.h.
 */
#include <string.h>

#include "explain/rule_list.h"

const struct rule *const rules[] = {
#define X(name) &rule_##name,
	EXPLAIN_RULES(X)
#undef X
	NULL
};

const struct rule *rule_find(const char *name)
{
	const struct rule *r;
	unsigned int i;

	for (i = 0; (r = rules[i]); i++) {
		if (!strcmp(r->name, name))
			return r;
	}
	return NULL;
}

unsigned int rule_place(const struct rule *rule)
{
	unsigned int i;

	for (i = 0; rules[i] != rule; i++)
		;
	return i;
}

bool rule_is_of(const struct rule *rule, enum architecture arch)
{
	const struct part *p;

	for (p = rule->part; p->pool; p++) {
		if (p->pool->arch == arch)
			return true;
	}
	return !rule->part[0].pool;
}
