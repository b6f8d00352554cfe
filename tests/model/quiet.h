/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * quiet.h - points at which all VMs stand still, and all must hold.
 */
#ifndef WALK_QUIET_H
#define WALK_QUIET_H

#include <stdbool.h>

/* All stop; what the files say is what the model says, twice the same, and agrees. */
bool quiet_begin(void);
/* The same once more, and all go on but those that are paused. */
bool quiet_end(void);

#endif
