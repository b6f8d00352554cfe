/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * life.h - the probes on vCPUs' begin and end, which every attachment has.
 */
#ifndef KVMTRAP_ATTACH_LIFE_H
#define KVMTRAP_ATTACH_LIFE_H

#include <linux/types.h>

struct probe_status;

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

#endif
