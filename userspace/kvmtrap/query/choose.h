/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * choose.h - which VM and vCPU a command line means.
 */
#ifndef KVMTRAP_CHOOSE_H
#define KVMTRAP_CHOOSE_H

#include "query/query.h"

/**
 * choose_vm() - Find the VM that the user means.
 * @s: a snapshot that has it
 * @wanted: its number, its name as kvmtrap list shows it, or a pattern of fnmatch(3)
 *
 * If several VMs have the name, the live one is meant. Dies if there is no such VM,
 * or if more than one may be meant.
 *
 * Return: the number of the VM, to be freed.
 */
char *choose_vm(const struct snapshot *s, const char *wanted);

/**
 * choose_filter() - Find the VM and the vCPU that the user means.
 * @filter: what the user wrote, each may be NULL; the VM is replaced by its number
 * @s: a snapshot that has them
 *
 * Dies if there is no such VM or vCPU.
 */
void choose_filter(struct vm_filter *filter, const struct snapshot *s);

#endif
