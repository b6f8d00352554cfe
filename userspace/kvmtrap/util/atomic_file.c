// SPDX-License-Identifier: GPL-2.0-only
/*
 * atomic_file.c - see atomic_file.h.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "util/atomic_file.h"
#include "util/die.h"

/* The kernel follows as many (MAXSYMLINKS). */
#define MOST_LINKS	40

/* Return how many bytes of @path are the directory, with its "/". */
static int directory_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash - path + 1 : 0;
}

/* A link in /proc stands for an open file; its text is no path to follow. */
static bool is_in_proc(const char *path)
{
	char *dir = xasprintf("%.*s.", directory_length(path), path);
	struct statfs fs;
	bool is = !statfs(dir, &fs) && fs.f_type == PROC_SUPER_MAGIC;

	free(dir);
	return is;
}

/*
 * Return the path at the end of the symbolic links of @path, to be freed. There need
 * not be a file.
 */
static char *end_of_links(const char *path)
{
	char *now = xasprintf("%s", path), *next, link[PATH_MAX];
	unsigned int i;
	ssize_t n;

	for (i = 0; i < MOST_LINKS && !is_in_proc(now); i++) {
		n = readlink(now, link, sizeof(link));
		if (n <= 0 || n == sizeof(link))
			break;
		next = xasprintf("%.*s%.*s", *link == '/' ? 0 : directory_length(now), now,
				 (int)n, link);
		free(now);
		now = next;
	}
	return now;
}

static bool same_file(const char *path, int fd)
{
	struct stat a, b;

	return !stat(path, &a) && !fstat(fd, &b) && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

int own_fd(const char *path)
{
	char *end = end_of_links(path), *name = end + directory_length(end), *rest;
	long fd = -1;

	if (!strcmp(path, "-")) {
		fd = STDOUT_FILENO;
	} else if (*name >= '0' && *name <= '9' && is_in_proc(end)) {
		fd = strtol(name, &rest, 10);
		if (*rest || fd > INT_MAX || !same_file(path, fd))
			fd = -1;
	}
	free(end);
	return fd;
}

/* Return a stream that owns @fd; or NULL, and @fd is closed. */
static FILE *stream(int fd)
{
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w");

	if (!f && fd >= 0)
		close(fd);
	return f;
}

FILE *open_output(const char *path)
{
	int fd = own_fd(path);
	FILE *f = stream(fd < 0 ? open(path, O_WRONLY | O_CREAT | O_NOCTTY | O_CLOEXEC, 0666) :
				  fcntl(fd, F_DUPFD_CLOEXEC, 3));

	if (!f)
		die("cannot write %s: %s", path, strerror(errno));
	return f;
}

void empty_output(FILE *f, const char *path)
{
	struct stat st;

	/* An open file of ours keeps what has been written to it. */
	if (own_fd(path) < 0 && !fstat(fileno(f), &st) && S_ISREG(st.st_mode) &&
	    ftruncate(fileno(f), 0))
		die("cannot write %s: %s", path, strerror(errno));
}

void close_output(FILE *f, const char *path)
{
	if (fclose(f))
		die("cannot write %s: %s", path, strerror(errno));
}

/* Is @name that of a file which is to become @target: TARGET.PID.tmp? */
static bool is_tmp_of(const char *name, const char *target)
{
	size_t n = strlen(target);
	const char *pid = name + n + 1, *end = pid;

	if (strncmp(name, target, n) || name[n] != '.')
		return false;
	while (isdigit((unsigned char)*end))
		end++;
	return end > pid && !strcmp(end, ".tmp");
}

/* Remove what a writer of @path that was killed has left. Who writes holds a lock. */
static void remove_left(const char *path)
{
	int n = directory_length(path), fd;
	char *dir = xasprintf("%.*s.", n, path);
	DIR *d = opendir(dir);
	struct dirent *e;
	struct stat st;

	free(dir);
	while (d && (e = readdir(d))) {
		if (!is_tmp_of(e->d_name, path + n))
			continue;
		fd = openat(dirfd(d), e->d_name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
		if (fd < 0)
			continue;
		if (!fstat(fd, &st) && S_ISREG(st.st_mode) && !flock(fd, LOCK_EX | LOCK_NB))
			unlinkat(dirfd(d), e->d_name, 0);
		close(fd);
	}
	if (d)
		closedir(d);
}

/* Lock a file, unless somebody else keeps it locked. */
static bool lock_soon(int fd)
{
	unsigned int i;

	for (i = 0; flock(fd, LOCK_EX | LOCK_NB); i++) {
		if (i == 100 || errno != EWOULDBLOCK)
			return false;
		usleep(10000);
	}
	return true;
}

/*
 * Return a new file, locked until it is closed. Before it was locked another process may
 * have taken it for one that was left, and removed it: then it is made again. Where there
 * are no locks, nothing is removed. Whoever may read the file can lock it before us: then
 * it is not locked, and not removed as long as that one has it.
 */
static FILE *new_file(const char *path)
{
	struct stat st;
	FILE *f;

	for (;;) {
		f = fopen(path, "wxe");
		if (!f || !lock_soon(fileno(f)) || fstat(fileno(f), &st) || st.st_nlink)
			return f;
		fclose(f);
	}
}

/* @path: to be freed with the rest. */
static FILE *begin_file(struct atomic_file *r, char *path)
{
	memset(r, 0, sizeof(*r));
	r->path = path;
	r->tmp = xasprintf("%s.%d.tmp", r->path, getpid());
	remove_left(r->path);
	r->f = new_file(r->tmp);
	if (!r->f) {
		free(r->tmp);
		free(r->path);
	}
	return r->f;
}

FILE *atomic_file_replace(struct atomic_file *r, const char *path)
{
	return begin_file(r, xasprintf("%s", path));
}

FILE *atomic_file_begin(struct atomic_file *r, const char *path)
{
	struct stat st;
	int fd = own_fd(path);

	memset(r, 0, sizeof(*r));
	if (fd >= 0) {
		r->f = stream(fcntl(fd, F_DUPFD_CLOEXEC, 0));
		return r->f;
	}
	/* stat() fails if the kernel forbids us to follow the links. */
	if (stat(path, &st)) {
		if (errno != ENOENT)
			return NULL;
		return begin_file(r, end_of_links(path));
	}
	if (S_ISREG(st.st_mode))
		return begin_file(r, end_of_links(path));
	if (S_ISBLK(st.st_mode))
		die("%s is a disk: name a file", path);
	r->f = stream(open(path, O_WRONLY | O_APPEND | O_NOCTTY | O_CLOEXEC));
	return r->f;
}

static void forget(struct atomic_file *r)
{
	free(r->tmp);
	free(r->path);
	memset(r, 0, sizeof(*r));
}

int atomic_file_commit(struct atomic_file *r)
{
	int err = ferror(r->f) | fflush(r->f), why;

	/* Only a regular file can be synced to a disk. */
	if (r->tmp)
		err |= fsync(fileno(r->f));
	/* In its place before it is closed: then it is not locked any more. */
	if (!err && r->tmp)
		err = rename(r->tmp, r->path);
	err |= fclose(r->f);
	why = errno;
	if (err && r->tmp)
		unlink(r->tmp);
	forget(r);
	errno = why;
	return err ? -1 : 0;
}

void atomic_file_cancel(struct atomic_file *r)
{
	fclose(r->f);
	if (r->tmp)
		unlink(r->tmp);
	forget(r);
}
