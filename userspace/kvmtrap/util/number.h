/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * number.h - numbers in text.
 */
#ifndef KVMTRAP_NUMBER_H
#define KVMTRAP_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/**
 * parse_number() - Read a decimal number of at most 64 bits.
 * @text: the number, and nothing else
 * @value: set if @text is a number
 *
 * Return: true if @text is a number. "-", which stands for "does not apply" in
 * the module's files, is none.
 */
bool parse_number(const char *text, uint64_t *value);

/* Return: what is behind the number @n in a sentence: @one, or @more. */
static inline const char *plural(uint64_t n, const char *one, const char *more)
{
	return n == 1 ? one : more;
}

#endif
