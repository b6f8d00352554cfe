// SPDX-License-Identifier: GPL-2.0-only
/*
 * vm_set.c - see vm_set.h.
 */
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "query/vm_set.h"
#include "util/die.h"

static int compare(const void *left, const void *right)
{
	return strcmp(left, right);
}

/* A pattern may choose each of thousands of VMs, and each row of a table asks for one. */
bool vm_set_has(const struct vm_set *set, const char *vm)
{
	size_t i = 0;

	if (set->tree)
		return tfind(vm, &set->tree, compare);
	while (i < set->n && strcmp(set->vm[i], vm))
		i++;
	return i < set->n;
}

void vm_set_add(struct vm_set *set, const char *vm)
{
	if (vm_set_has(set, vm))
		return;
	set->vm = grow_array(set->vm, set->n, sizeof(*set->vm));
	set->vm[set->n] = xasprintf("%s", vm);
	if (!tsearch(set->vm[set->n], &set->tree, compare))
		die("out of memory");
	set->n++;
}

/* The set has the words of its tree. */
static void keep(void *word)
{
	(void)word;
}

void vm_set_free(struct vm_set *set)
{
	size_t i;

	tdestroy(set->tree, keep);
	for (i = 0; i < set->n; i++)
		free(set->vm[i]);
	free(set->vm);
	*set = (struct vm_set) { 0 };
}
