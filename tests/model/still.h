/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * still.h - has a VMM that was told to stop come to a stop?
 */
#ifndef WALK_STILL_H
#define WALK_STILL_H

#include "vmm.h"

/* Until each thread of each process of its group stands still. */
void wait_until_still(const struct vmm *v);

#endif
