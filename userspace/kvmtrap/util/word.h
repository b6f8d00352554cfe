/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * word.h - names, which may hold any bytes, as one word of the module's files.
 */
#ifndef KVMTRAP_WORD_H
#define KVMTRAP_WORD_H

#include <stdbool.h>
#include <string.h>

/**
 * escape_word() - Make a word of a name.
 * @name: anything
 *
 * Return: @name, with all but plain characters in octal; "-" if it is empty. To be
 * freed.
 */
char *escape_word(const char *name);

/* Return: true if @word says something; "-" stands for what is not known. */
static inline bool word_is_known(const char *word)
{
	return word && *word && strcmp(word, "-");
}

/* Return: the name that a word stands for, as valid UTF-8; to be freed. */
char *unescape_word(const char *word);

/* Return: @text with U+FFFD for all that is not UTF-8; to be freed. */
char *valid_utf8(const char *text);

#endif
