/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * times.h - what only times need. While times are on it is armed together with what sees
 * exits.
 */
#ifndef KVMTRAP_ATTACH_TIMES_H
#define KVMTRAP_ATTACH_TIMES_H

#include <linux/types.h>

struct exit_source;
struct probe_status;

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

/**
 * attach_times_reset_missed() - forget what a probe missed that was registered before
 *
 * Context: process.
 */
void attach_times_reset_missed(void);

#endif
