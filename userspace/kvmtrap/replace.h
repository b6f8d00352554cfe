/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * replace.h - a file that is replaced whole, or left as it was.
 */
#ifndef KVMTRAP_REPLACE_H
#define KVMTRAP_REPLACE_H

#include <stdio.h>

struct replacement {
	const char *path;
	char *tmp;	/* beside it: rename() is atomic in a file system */
	FILE *f;
};

/* To be written to r->f; NULL and errno. Readable by all: the umask says less. */
FILE *replace_begin(struct replacement *r, const char *path);

/* 0, or -1 and errno: then all is as it was. */
int replace_end(struct replacement *r);

#endif
