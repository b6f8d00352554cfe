/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fonts.h - what letters the fonts of this machine have.
 */
#ifndef KVMTRAP_FONTS_H
#define KVMTRAP_FONTS_H

#include <stdbool.h>

/*
 * Return: true if a font has the character. fontconfig is asked once; where it is not installed,
 * only ASCII is taken for granted.
 */
bool fonts_have(unsigned int c);

#endif
