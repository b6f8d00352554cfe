/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * screen.h - text on a terminal: in columns, and without what would steer it.
 */
#ifndef KVMTRAP_SCREEN_H
#define KVMTRAP_SCREEN_H

#include <stddef.h>
#include <stdio.h>

/*
 * screen_text - @text, cut off where @buf of @size ends
 *
 * In octal: control characters, those that turn the direction of writing, and
 * what the locale does not have.
 */
void screen_text(char *buf, size_t size, const char *text);

/* How many columns such a text takes. */
int screen_width(const char *text);

/* To @f, whole; as it is, unless @f is a terminal. */
void screen_put(const char *text, FILE *f);

/* Cut off or filled up with blanks, so that it takes @width columns. */
void screen_fit(char *buf, size_t size, const char *text, int width);

#endif
