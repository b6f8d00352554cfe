/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vmname.h - the name that a VM was given, from its VMM's command line.
 */
#ifndef KVMTRAP_VMNAME_H
#define KVMTRAP_VMNAME_H

#include <stddef.h>

/*
 * vmname_of_args - from @args, @size bytes as in /proc/PID/cmdline
 *
 * QEMU (and so libvirt) -name, kvmtool --name, crosvm --name, Firecracker
 * --id. NULL if there is none; else to be freed.
 */
char *vmname_of_args(const char *args, size_t size);

/* The same of the process @pid of this host. */
char *vmname_of_pid(const char *pid);

#endif
