/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * plot_text.h - the words of a picture.
 */
#ifndef KVMTRAP_PLOT_TEXT_H
#define KVMTRAP_PLOT_TEXT_H

#include <stdio.h>

#include "cmd/plot_draw.h"

/* The lines of a data block. A command has $text[3] where the third one is to be shown. */
struct texts {
	FILE *f;
	unsigned int n;
	bool png;	/* the fonts of this machine draw it, and not those of who looks at it */
};

/*
 * Add a line. Return: its number. What a stranger chose must not be all of it: a line of
 * nothing but END_OF_TEXT would end the block.
 */
unsigned int text_add(struct texts *t, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Return: @text as it can be shown, in at most so many columns; to be freed. */
char *text_cut(const struct texts *t, const char *text, int columns);

/* Write two lines above the picture: what it shows of which VMs; where, when and how long. */
void text_title(FILE *f, struct texts *t, const struct picture *p, const char *length);

/* Write the command for a picture that says that there were no exits. */
void text_nothing(FILE *f, struct texts *t);

#endif
