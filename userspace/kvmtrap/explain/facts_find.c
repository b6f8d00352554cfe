// SPDX-License-Identifier: GPL-2.0-only
/*
 * facts_find.c - what facts.h finds in the facts of a VM.
 */
#include <fnmatch.h>
#include <string.h>

#include "explain/facts.h"

static bool has_reason(const struct pool *pool, const char *name)
{
	const struct pool_reason *r;

	for (r = pool->reason; r->name; r++) {
		if (!strcmp(r->name, name))
			return true;
	}
	return false;
}

/* Add up the reasons of a pool. */
static struct reason_fact facts_of(const struct vm_facts *vm, const struct pool *pool)
{
	struct reason_fact sum = { NULL, 0, 0 };
	size_t i;

	for (i = 0; i < vm->reasons; i++) {
		if (!has_reason(pool, vm->reason[i].name))
			continue;
		sum.exits += vm->reason[i].exits;
		sum.ns += vm->reason[i].ns;
	}
	return sum;
}

uint64_t facts_exits(const struct vm_facts *vm, const struct pool *pool)
{
	return facts_of(vm, pool).exits;
}

uint64_t facts_kernel_ns(const struct vm_facts *vm, const struct pool *pool)
{
	return facts_of(vm, pool).ns;
}

struct return_fact facts_return(const struct vm_facts *vm, const char *name)
{
	size_t i;

	for (i = 0; i < vm->returns; i++) {
		if (!strcmp(vm->ret[i].name, name))
			return vm->ret[i];
	}
	return (struct return_fact) { name, 0, 0 };
}

bool hot_is_of(const struct hot_fact *hot, const struct pool *pool)
{
	return pool->kind && !strcmp(hot->kind, pool->kind) && !fnmatch(pool->how, hot->how, 0) &&
	       (!pool->name || !fnmatch(pool->name, hot->name, 0)) && strcmp(hot->how, "overflow");
}
