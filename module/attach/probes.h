/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * probes.h - the probes besides those that see exits: of every attachment, in life.c
 * and times.c; and of attach=kretprobe those on KVM_RUN, in run.c.
 */
#ifndef KVMTRAP_ATTACH_PROBES_H
#define KVMTRAP_ATTACH_PROBES_H

#include <linux/types.h>

struct exit_source;
struct probe_status;

/* --- life.c and run.c --- */

/**
 * attach_life_register() - register the probes on vCPUs' begin and end, armed
 *
 * Context: process, may sleep.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int attach_life_register(void);

/**
 * attach_life_unregister() - unregister the probes on vCPUs' begin and end
 *
 * Context: process, may sleep.
 */
void attach_life_unregister(void);

/**
 * attach_life_in_place() - is the probe on vCPUs' end there?
 *
 * We never disable it: if it is not, all probes of the kernel are switched off.
 *
 * Context: process.
 * Return: as arch_probe_in_place().
 */
bool attach_life_in_place(void);

/**
 * attach_life_status() - how the probes on vCPUs' begin and end do
 * @n: the n-th of them
 * @status: is filled
 *
 * Context: process.
 * Return: false past the last.
 */
bool attach_life_status(unsigned int n, struct probe_status *status);

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

/* --- times.c; while times are on it is armed together with what sees exits --- */

/**
 * attach_times_on() - begin to measure times
 * @source: how exits are seen
 * @counting: exits are counted now; if not, attach_times_arm() follows later
 *
 * Context: process, may sleep, while times are off.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int attach_times_on(const struct exit_source *source, bool counting);

/**
 * attach_times_off() - cease to measure times; nothing is done if they are off
 *
 * Context: process, may sleep.
 */
void attach_times_off(void);

/**
 * attach_times_arm() - arm what only times need, if they are on
 *
 * Context: process, may sleep.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int attach_times_arm(void);

/**
 * attach_times_disarm() - disarm what only times need
 *
 * Context: process, may sleep. When it returns the callback runs no more.
 */
void attach_times_disarm(void);

/**
 * attach_times_status() - how what only times need does
 * @n: the n-th of it
 * @status: is filled
 *
 * Context: process.
 * Return: false past the last, and while times are off.
 */
bool attach_times_status(unsigned int n, struct probe_status *status);

#endif
