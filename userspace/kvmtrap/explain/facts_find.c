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

uint64_t facts_exits(const struct vm_facts *vm, const struct pool *pool)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < vm->reasons; i++)
		n += has_reason(pool, vm->reason[i].name) ? vm->reason[i].exits : 0;
	return n;
}

uint64_t facts_kernel_ns(const struct vm_facts *vm, const struct pool *pool)
{
	uint64_t ns = 0;
	size_t i;

	for (i = 0; i < vm->reasons; i++)
		ns += has_reason(pool, vm->reason[i].name) ? vm->reason[i].ns : 0;
	return ns;
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
	       strcmp(hot->how, "overflow");
}
