/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vms.h - what snapshot.h tells of a VM is found.
 */
#ifndef KVMTRAP_VMS_H
#define KVMTRAP_VMS_H

struct snapshot;

/* Find the VMs of @s, whose tables are complete, and their names. */
void vms_take(struct snapshot *s);

void vms_free(struct snapshot *s);

#endif
