/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * source.h - what the user named to be read: a file, a folder, or a pipe, which can
 * be read only once.
 */
#ifndef KVMTRAP_INPUT_H
#define KVMTRAP_INPUT_H

#include <stdbool.h>

struct input {
	const char *name;	/* for messages */
	enum { INPUT_FOLDER, INPUT_RECORDING, INPUT_TEXT } kind;
	int fd;			/* of a recording: can be sought in; to be closed */
	char *text;		/* of a text, with a terminator; to be freed */
	bool once;		/* there is no more to come */
	double changed;		/* Unix time */
};

/*
 * input_read - @path "-" is stdin
 *
 * Ends the program with a message if it cannot be read, or is neither text nor a
 * recording.
 */
void input_read(struct input *in, const char *path);

#endif
