/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vmm.h - what the VMMs of this host call their VMs.
 */
#ifndef KVMTRAP_VMM_H
#define KVMTRAP_VMM_H

#include <stddef.h>

#include "input/vmname.h"

/**
 * vmms_ask() - Read the command lines of VMMs.
 * @pids: all VMMs that matter; what is known of others is forgotten
 * @n: how many
 *
 * A VMM that does not answer at once is not asked again for a minute. What it has told holds.
 */
void vmms_ask(const char *const *pids, size_t n);

/* Return: the names that the VMM told when it was asked; none are NULL pointers. */
const struct vmm_names *vmm_names_of_pid(const char *pid);

#endif
