/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * source.h - what the user wants to be read: a file, a folder, or a pipe.
 */
#ifndef KVMTRAP_SOURCE_H
#define KVMTRAP_SOURCE_H

#include <stdbool.h>

struct source {
	const char *name;	/* for messages */
	enum { SOURCE_FOLDER, SOURCE_RECORDING, SOURCE_TEXT } kind;
	int fd;			/* of a recording: lseek() works; to be closed */
	char *text;		/* of a text: with a terminator; to be freed */
	bool once;		/* a pipe or stdin, which cannot be read a second time */
	double changed;		/* when it was last written to, Unix time in s */
};

/**
 * source_read() - Find out what a path is, and read it if it is text.
 * @in: the result
 * @path: "-" is stdin
 *
 * Dies if @path cannot be read, or is neither a folder, text nor a recording.
 */
void source_read(struct source *in, const char *path);

#endif
