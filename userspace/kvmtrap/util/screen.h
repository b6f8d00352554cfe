/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * screen.h - text on a terminal: in columns, and without what would control the terminal.
 */
#ifndef KVMTRAP_SCREEN_H
#define KVMTRAP_SCREEN_H

#include <stddef.h>
#include <stdio.h>

/**
 * screen_text() - Make a text safe to print.
 * @buf: for the result, which is cut off if it is too long
 * @size: of @buf
 * @text: anything
 *
 * Octal numbers replace control characters, characters that change the direction of
 * writing, and characters that the locale does not have.
 */
void screen_text(char *buf, size_t size, const char *text);

/* The same for a text of any length. Return: the result, to be freed. */
char *screen_string(const char *text);

/* Return: how many columns a text from screen_text() takes. */
int screen_width(const char *text);

/* Write @text to @f: through screen_text() if @f is a terminal, else as it is. */
void screen_put(const char *text, FILE *f);

/* Cut @text off, or fill it up with blanks, so that it takes @width columns. */
void screen_fit(char *buf, size_t size, const char *text, int width);

#endif
