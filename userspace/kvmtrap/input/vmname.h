/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vmname.h - what a VM is called, from the command line of its VMM.
 */
#ifndef KVMTRAP_VMNAME_H
#define KVMTRAP_VMNAME_H

#include <stdbool.h>
#include <stddef.h>

/* Each is NULL if the command line does not tell it. */
struct vmm_names {
	char *name;	/* QEMU's and so libvirt's -name, kvmtool's, crosvm's --name, Firecracker's --id */
	char *uuid;	/* QEMU's and so libvirt's -uuid, in lower case */
	char *domain;	/* the ID that libvirt gave the running domain: virsh list */
};

/**
 * vmm_names_of_args() - Find what a command line calls the VM.
 * @names: to be freed with vmm_names_free()
 * @args: as in /proc/PID/cmdline, with a terminator behind it
 * @size: of @args, without the terminator
 */
void vmm_names_of_args(struct vmm_names *names, const char *args, size_t size);

void vmm_names_free(struct vmm_names *names);

/* Return: true if a VMM of this command name is QEMU, which distributions also call kvm. */
bool vmm_is_qemu(const char *command);

#endif
