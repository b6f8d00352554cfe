/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * wrong.h - what a walk has found to be wrong. Any thread may find something.
 */
#ifndef WALK_WRONG_H
#define WALK_WRONG_H

#include <stdbool.h>

/* Note that something is wrong. Only the first note is kept. Always returns false. */
bool wrong(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Return the note; NULL: there is none. */
const char *what_is_wrong(void);

/* Forget the note. */
void nothing_is_wrong(void);

/* End the program: the walk itself cannot go on. */
void give_up(const char *what) __attribute__((noreturn));

#endif
