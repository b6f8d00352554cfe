/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * odd.h - readers that seek, take a byte at a time, or read twice: one open file
 * is one snapshot, whatever runs.
 */
#ifndef WALK_ODD_H
#define WALK_ODD_H

#include <stdbool.h>

bool odd_read(unsigned int which, unsigned int where);

#endif
