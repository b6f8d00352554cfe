// SPDX-License-Identifier: GPL-2.0-only
/*
 * choose.c - see choose.h.
 */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "query/choose.h"
#include "util/die.h"

/* A message names at most this many VMs. */
#define MOST_NAMED	4

/* Return true if a table of @s has a row of @vm and, unless it is NULL, of @vcpu. */
static bool has_row(const struct snapshot *s, const char *vm, const char *vcpu)
{
	size_t i, row;

	for (i = 0; i < s->tables.n; i++) {
		const struct table *t = &s->tables.table[i];
		int of_vm = table_column(t, "vm"), of_vcpu = table_column(t, "vcpu");

		for (row = 0; of_vm >= 0 && (!vcpu || of_vcpu >= 0) && row < t->rows; row++) {
			if (!strcmp(table_cell(t, row, of_vm), vm) &&
			    (!vcpu || !strcmp(table_cell(t, row, of_vcpu), vcpu)))
				return true;
		}
	}
	return false;
}

static bool is_called(const struct vm_name *name, const char *wanted)
{
	return !strcmp(name->name, wanted) || !fnmatch(wanted, name->name, 0);
}

/* Return how many VMs have the name @wanted. @first is set to one of them. */
static size_t count_named(const struct snapshot *s, const char *wanted, bool live,
			  const char **first)
{
	size_t i, n = 0;

	for (i = 0; i < s->names; i++) {
		const char *vm = s->name[i].vm;

		if (!is_called(&s->name[i], wanted) ||
		    (live && strcmp(snapshot_vm_cell(s, vm, "state"), "live")))
			continue;
		if (!n++)
			*first = vm;
	}
	return n;
}

static void __attribute__((noreturn)) not_clear(const struct snapshot *s, const char *wanted,
						bool live, size_t n)
{
	char *list = xasprintf("%s", ""), *longer;
	size_t i, named = 0;

	for (i = 0; i < s->names && named < MOST_NAMED; i++) {
		const char *vm = s->name[i].vm;

		if (!is_called(&s->name[i], wanted) ||
		    (live && strcmp(snapshot_vm_cell(s, vm, "state"), "live")))
			continue;
		longer = xasprintf("%s%s%s (%s)", list, named++ ? ", " : "", vm, s->name[i].name);
		free(list);
		list = longer;
	}
	die("'%s' is the name of %zu VMs: %s%s; choose one by its number", wanted, n, list,
	    n > named ? ", ..." : "");
}

static void __attribute__((noreturn)) no_such(const struct snapshot *s, const char *wanted)
{
	size_t i;

	for (i = 0; i < s->names; i++) {
		if (!strcmp(snapshot_vm_cell(s, s->name[i].vm, "pid"), wanted))
			die("there is no VM %s: it is the PID of VM %s", wanted, s->name[i].vm);
	}
	die("there is no VM '%s': kvmtrap list --all shows the numbers and names of all",
	    wanted);
}

char *choose_vm(const struct snapshot *s, const char *wanted)
{
	const char *vm = NULL;
	size_t n;

	if (has_row(s, wanted, NULL))
		return xasprintf("%s", wanted);
	n = count_named(s, wanted, true, &vm);
	if (n > 1)
		not_clear(s, wanted, true, n);
	if (!n)
		n = count_named(s, wanted, false, &vm);
	if (n > 1)
		not_clear(s, wanted, false, n);
	if (!n)
		no_such(s, wanted);
	return xasprintf("%s", vm);
}

void choose_filter(struct vm_filter *filter, const struct snapshot *s)
{
	if (filter->vm)
		filter->vm = choose_vm(s, filter->vm);
	/* The row "-" of ended vCPUs may appear later: it need not be there yet. */
	if (filter->vcpu && strcmp(filter->vcpu, "-") && !has_row(s, filter->vm, filter->vcpu))
		die("VM %s has no vCPU %s: kvmtrap list --vcpus --all shows all", filter->vm,
		    filter->vcpu);
}
