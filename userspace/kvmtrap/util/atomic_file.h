/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * atomic_file.h - write to a path that the user chose. A file is replaced as a
 * whole, or stays as it was; a pipe or a device is written into.
 */
#ifndef KVMTRAP_ATOMIC_FILE_H
#define KVMTRAP_ATOMIC_FILE_H

#include <stdio.h>

struct atomic_file {
	FILE *f;	/* write here */
	char *tmp;	/* its name until it is complete, in the same folder; or NULL */
	char *path;	/* the name of the file in the end */
};

/**
 * atomic_file_begin() - Open a path to write to.
 * @a: to be given to atomic_file_commit() or atomic_file_cancel()
 * @path: "-" is stdout; symbolic links are followed, to a new file as well
 *
 * A new file is readable by all, as far as the umask allows. What writers of @path that
 * were killed have left beside it is removed.
 *
 * Return: @a->f, or NULL and errno.
 */
FILE *atomic_file_begin(struct atomic_file *a, const char *path);

/* The same in a folder of somebody else: what is at @path is replaced, and no link is followed. */
FILE *atomic_file_replace(struct atomic_file *a, const char *path);

/**
 * atomic_file_commit() - Put the file in its place.
 * @a: from atomic_file_begin(); closed in any case
 *
 * Return: 0; or -1 and errno, and the file is as it was before.
 */
int atomic_file_commit(struct atomic_file *a);

/* Close it, and leave the file as it was before. */
void atomic_file_cancel(struct atomic_file *a);

/**
 * own_fd() - Find the open file of this process that a path names.
 * @path: "-", /dev/stdout, /dev/fd/3, ...
 *
 * To open such a path once more would lose the place in the file, and fails for
 * sockets.
 *
 * Return: a file descriptor of this process, or -1 if @path names none.
 */
int own_fd(const char *path);

/*
 * Open a path for what is written bit by bit, and empty it before something is written, once it is
 * clear that there is something to write. Both die if they cannot, and so does the last one.
 */
FILE *open_output(const char *path);
void empty_output(FILE *f, const char *path);
void close_output(FILE *f, const char *path);

#endif
