/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * complete.h - completion: what an argument may be.
 */
#ifndef KVMTRAP_COMPLETE_H
#define KVMTRAP_COMPLETE_H

#include "cmd/option_table.h"

/* A shell shows these instead of words: it knows files and commands itself. */
#define COMPLETE_FILES		":files"
#define COMPLETE_COMMANDS	":commands"

/* What the user has typed of the last word. */
struct typed {
	const char *lead;	/* printed before each candidate: "--by=", or "" */
	const char *text;
	const char *root;	/* the argument of --root, or NULL */
	const char *command;	/* NULL: none yet */
};

/* Print @word, if it begins as @t. */
void complete_offer(const struct typed *t, const char *word);

/* Print the values of an option that begin as @t; of a list, those of its last member. */
void complete_values(const struct option_line *o, const struct typed *t);

#endif
