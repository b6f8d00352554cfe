/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * paragraph.h - a text in lines that fit a screen.
 */
#ifndef KVMTRAP_PARAGRAPH_H
#define KVMTRAP_PARAGRAPH_H

#include <stdio.h>

/*
 * Write @text in lines of at most 80 columns, or as many as the terminal has if these are fewer,
 * each after @indent blanks but for the first.
 */
void paragraph_print(FILE *f, const char *text, unsigned int first, unsigned int indent);

#endif
