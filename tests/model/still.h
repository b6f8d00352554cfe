/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * still.h - wait until a VMM that was sent SIGSTOP has stopped.
 */
#ifndef WALK_STILL_H
#define WALK_STILL_H

#include "vmm.h"

/* Wait until all threads of all processes of its group have stopped. */
void wait_until_still(const struct vmm *v);

#endif
