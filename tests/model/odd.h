/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * odd.h - readers that seek, read a byte at a time, or read twice. One open file must be
 * one snapshot for all of them, whatever runs meanwhile.
 */
#ifndef WALK_ODD_H
#define WALK_ODD_H

#include <stdbool.h>

bool odd_read(unsigned int which, unsigned int where);

#endif
