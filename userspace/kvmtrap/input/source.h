/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * source.h - what the user named to be read: a file, a folder, or a pipe, which can
 * be read only once.
 */
#ifndef KVMTRAP_SOURCE_H
#define KVMTRAP_SOURCE_H

#include <stdbool.h>

struct source {
	const char *name;	/* for messages */
	enum { SOURCE_FOLDER, SOURCE_RECORDING, SOURCE_TEXT } kind;
	int fd;			/* of a recording: can be sought in; to be closed */
	char *text;		/* of a text, with a terminator; to be freed */
	bool once;		/* there is no more to come */
	double changed;		/* Unix time */
};

/*
 * source_read - @path "-" is stdin
 *
 * Ends the program with a message if it cannot be read, or is neither text nor a
 * recording.
 */
void source_read(struct source *in, const char *path);

#endif
