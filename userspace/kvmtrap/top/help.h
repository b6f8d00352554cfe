/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * help.h - the keys of the live view, for people.
 */
#ifndef KVMTRAP_HELP_H
#define KVMTRAP_HELP_H

#include "top/top.h"

/* Draw all keys, on the whole screen. */
void help_draw(void);

/* Draw the keys that matter most at this level, in the last line. */
void help_draw_line(enum top_level level);

#endif
