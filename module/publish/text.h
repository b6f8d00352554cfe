/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * text.h - the text of a file: fields of some width, parted by blanks.
 *
 * The kernel's printf looks at its format anew for each field of each row. With
 * many vCPUs that was most of what reading a file cost.
 */
#ifndef KVMTRAP_PUBLISH_TEXT_H
#define KVMTRAP_PUBLISH_TEXT_H

#include <linux/types.h>

struct text {
	char *data;	/* to be freed with kvfree(); no terminator */
	size_t size, room;
	bool failed;	/* there was no memory for all of it: nothing is left */
};

/**
 * text_word() - add what is no field
 * @t: the text, all zero at first
 * @word: it
 *
 * Context: process, may sleep.
 */
void text_word(struct text *t, const char *word);

/**
 * text_left() - add a field, with its text on the left, and a blank
 * @t: the text
 * @width: of the field, if the text is not longer
 * @word: the text
 *
 * Context: process, may sleep.
 */
void text_left(struct text *t, unsigned int width, const char *word);

/**
 * text_right() - add a field, with its text on the right, and a blank
 * @t: the text
 * @width: of the field, if the text is not longer
 * @word: the text
 *
 * Context: process, may sleep.
 */
void text_right(struct text *t, unsigned int width, const char *word);

/**
 * text_number() - add a field with a decimal number on the right, and a blank
 * @t: the text
 * @width: of the field, if the number is not longer
 * @n: the number
 *
 * Context: process, may sleep.
 */
void text_number(struct text *t, unsigned int width, u64 n);

/**
 * text_hundredths() - add a field with a number that has two decimals
 * @t: the text
 * @width: of the field, 3 or more, if the number is not longer
 * @n: hundred times the number
 *
 * Context: process, may sleep.
 */
void text_hundredths(struct text *t, unsigned int width, u64 n);

/**
 * text_end() - end a line
 * @t: the text; the line ends in place of the blank after its last field
 *
 * Context: process.
 */
void text_end(struct text *t);

/**
 * text_fail() - there is no memory for what was to be added
 * @t: the text; nothing is left of it
 *
 * Context: process.
 */
void text_fail(struct text *t);

/**
 * text_append() - add another text, which is freed
 * @t: the text
 * @more: the other one
 *
 * Context: process, may sleep.
 */
void text_append(struct text *t, struct text *more);

#endif
