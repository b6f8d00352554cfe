/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * entry.h - KVM's tracepoint kvm_entry. With attach=kretprobe only times need it.
 */
#ifndef KVMTRAP_ATTACH_ENTRY_H
#define KVMTRAP_ATTACH_ENTRY_H

struct probe_status;

/**
 * attach_entry_find() - find the tracepoint kvm_entry
 * @otherwise: as for attach_point_find()
 *
 * Context: process, may sleep.
 * Return: as attach_point_find().
 */
int attach_entry_find(const char *otherwise);

/**
 * attach_entry_start() - begin to see entries whenever a user is set
 * @users: bits, one for each enum entry_user that cannot do without
 *
 * Context: process, may sleep. After a failure, call attach_entry_stop() too.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int attach_entry_start(unsigned long users);

/**
 * attach_entry_stop() - cease to see entries, whatever users are set
 *
 * Callbacks may run on until attach_points_synchronize().
 *
 * Context: process, may sleep.
 */
void attach_entry_stop(void);

/**
 * attach_entry_settle() - let the users that are set now take effect
 *
 * Context: process, may sleep.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int attach_entry_settle(void);

/**
 * attach_entry_status() - how the tracepoint kvm_entry does
 * @status: is filled
 *
 * Context: process.
 */
void attach_entry_status(struct probe_status *status);

/**
 * attach_entry_for_unattributed() - a vCPU without a record has exited
 *
 * Entries are seen for a while: nothing else says when its exit was handled.
 *
 * Context: handler, preemption off.
 */
void attach_entry_for_unattributed(void);

#endif
