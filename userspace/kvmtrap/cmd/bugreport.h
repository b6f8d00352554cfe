/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * bugreport.h - what a report tells of the host besides the counters.
 */
#ifndef KVMTRAP_BUGREPORT_H
#define KVMTRAP_BUGREPORT_H

#include "input/table.h"

/**
 * bugreport_add_system() - Add the table system: versions, the machine, the kernel.
 * @t: where to add it
 * @lacks: called for each thing that could not be had, with what it is and why
 *
 * None of these tables holds the name of a VM, a process, a user or the host.
 */
void bugreport_add_system(struct tables *t, void (*lacks)(const char *what, const char *why));

/* The same for the parameters of the module and of KVM, and for the kernel's configuration. */
void bugreport_add_parameters(struct tables *t, void (*lacks)(const char *what, const char *why));
void bugreport_add_config(struct tables *t, void (*lacks)(const char *what, const char *why));

#endif
