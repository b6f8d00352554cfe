/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * atomic_file.h - output to a path that the user chose: a file is replaced whole, or
 * left as it was; a pipe or a device is written into.
 */
#ifndef KVMTRAP_ATOMIC_FILE_H
#define KVMTRAP_ATOMIC_FILE_H

#include <stdio.h>

struct atomic_file {
	FILE *f;	/* to be written to */
	char *tmp;	/* beside the file: rename() is atomic in a file system; or NULL */
	char *path;	/* what it becomes */
};

/*
 * atomic_file_begin - @path "-" is stdout; a symbolic link is followed, also one to
 *		   a file that does not exist yet
 *
 * NULL and errno. A new file is readable by all: the umask says less.
 */
FILE *atomic_file_begin(struct atomic_file *r, const char *path);

/* 0, or -1 and errno: then a file is as it was. */
int atomic_file_commit(struct atomic_file *r);

/* A file stays as it was. */
void atomic_file_cancel(struct atomic_file *r);

/*
 * own_fd - the open file of this process that @path names: "-", /dev/stdout,
 *	    /dev/fd/3, ...; -1 if it names none
 *
 * To open such a path anew would lose the place in the file, and fails for sockets.
 */
int own_fd(const char *path);

#endif
