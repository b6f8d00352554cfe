/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * word.h - names that may hold anything, as one word of the module's files, and as
 * text.
 */
#ifndef KVMTRAP_WORD_H
#define KVMTRAP_WORD_H

/* All but plain characters in octal; "-" if there is nothing. To be freed. */
char *escape_word(const char *name);

/* The name that such a word stands for, in UTF-8. To be freed. */
char *unescape_word(const char *word);

/* What is no UTF-8 replaced by U+FFFD, as JSON and Prometheus need it. To be freed. */
char *valid_utf8(const char *text);

#endif
