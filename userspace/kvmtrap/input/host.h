/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * host.h - what the module's files do not tell about this host.
 */
#ifndef KVMTRAP_HOST_H
#define KVMTRAP_HOST_H

#include "input/table.h"

/* Add the table `host`: the time, the boot, the host's name, its kernel's release, its CPUs. */
void host_add(struct tables *t);

/**
 * host_add_vm_names() - Add the table `names`: what the VMs were called.
 * @t: has the table `vms`, or nothing is added
 *
 * The names are those on the VMMs' command lines; only live VMs have one.
 */
void host_add_vm_names(struct tables *t);

#endif
