/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * quiet.h - stop all VMs, and check everything.
 */
#ifndef WALK_QUIET_H
#define WALK_QUIET_H

#include <stdbool.h>

/* Stop all VMs. Check that the files agree with the model and with each other, and stay. */
bool quiet_begin(void);
/* Check the same once more, and continue all VMs that are not paused. */
bool quiet_end(void);

#endif
