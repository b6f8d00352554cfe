/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * run.h - the probes on KVM_RUN, of attach=kretprobe.
 */
#ifndef KVMTRAP_ATTACH_RUN_H
#define KVMTRAP_ATTACH_RUN_H

#include <linux/types.h>

struct probe_status;

/**
 * attach_run_register() - register the probes on KVM_RUN, disabled
 * @maxactive: return-probe instances
 *
 * Context: process, may sleep.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int attach_run_register(unsigned int maxactive);

/**
 * attach_run_unregister() - unregister the probes on KVM_RUN
 *
 * Context: process, may sleep.
 */
void attach_run_unregister(void);

/**
 * attach_run_arm() - arm the probes on KVM_RUN
 *
 * The return comes first, so that no begin is seen without it.
 *
 * Context: process, may sleep.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int attach_run_arm(void);

/**
 * attach_run_disarm() - disarm the probes on KVM_RUN
 *
 * One that stays armed is told in the kernel log; it counts nothing, since the
 * registry is paused.
 *
 * Context: process, may sleep.
 */
void attach_run_disarm(void);

/**
 * attach_run_status() - how the return probe on KVM_RUN does
 * @n: 0
 * @status: is filled
 *
 * Context: process.
 * Return: false past the last.
 */
bool attach_run_status(unsigned int n, struct probe_status *status);

#endif
