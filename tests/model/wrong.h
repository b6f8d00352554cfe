/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * wrong.h - what a walk has found. Any thread may find something.
 */
#ifndef WALK_WRONG_H
#define WALK_WRONG_H

#include <stdbool.h>

/* Something is wrong; only the first counts. Always false, to be returned. */
bool wrong(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* NULL: nothing. */
const char *what_is_wrong(void);

/* Begin anew. */
void nothing_is_wrong(void);

/* The walk itself cannot go on. */
void give_up(const char *what) __attribute__((noreturn));

#endif
