/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * choose.h - which VM and vCPU a command line means.
 */
#ifndef KVMTRAP_CHOOSE_H
#define KVMTRAP_CHOOSE_H

#include "query/query.h"

/*
 * choose_vm - the number of VM @wanted of @s: its number, its name as kvmtrap list
 *	       shows it, or a pattern of fnmatch(3) that one name matches
 *
 * Of VMs with one name the one that lives. Ends the program with a message if it
 * is none, or not clear which. To be freed.
 */
char *choose_vm(const struct snapshot *s, const char *wanted);

/* Both of @filter, unless NULL: the VM by its number then. */
void choose_filter(struct vm_filter *filter, const struct snapshot *s);

#endif
