/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vmname.h - the name of a VM, from the command line of its VMM.
 */
#ifndef KVMTRAP_VMNAME_H
#define KVMTRAP_VMNAME_H

#include <stddef.h>

/**
 * vmname_of_args() - Find the name in a command line.
 * @args: as in /proc/PID/cmdline, with a terminator behind it
 * @size: of @args, without the terminator
 *
 * Knows QEMU's (and so libvirt's) -name, kvmtool's and crosvm's --name, and
 * Firecracker's --id.
 *
 * Return: the name, to be freed; or NULL.
 */
char *vmname_of_args(const char *args, size_t size);

/* The same for a process of this host, by its PID. */
char *vmname_of_pid(const char *pid);

#endif
