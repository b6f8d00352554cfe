/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hot.h - switching on and off that it is counted what exactly is trapped on.
 */
#ifndef KVMTRAP_CONTROL_HOT_H
#define KVMTRAP_CONTROL_HOT_H

#include <linux/types.h>

/**
 * control_hot() - begin or cease to count what exactly is trapped on
 * @on: begin
 *
 * Context: process, one at a time.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int control_hot(bool on);

#endif
