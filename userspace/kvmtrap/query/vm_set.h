/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vm_set.h - a set of VMs, by their numbers.
 */
#ifndef KVMTRAP_VM_SET_H
#define KVMTRAP_VM_SET_H

#include <stdbool.h>
#include <stddef.h>

struct vm_set {
	size_t n;
	char **vm;	/* in the order in which they were added */
	void *tree;	/* the same for tsearch(); NULL: a set that was not made by vm_set_add() */
};

/* Add a VM, unless it is there already. */
void vm_set_add(struct vm_set *set, const char *vm);

/* Return: true if the VM is in the set. */
bool vm_set_has(const struct vm_set *set, const char *vm);

void vm_set_free(struct vm_set *set);

#endif
