// SPDX-License-Identifier: GPL-2.0-only
/*
 * odd.c - see odd.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "odd.h"
#include "table.h"
#include "wrong.h"

#define MOST 1048576

/* Read from @at to the end, @step bytes at a time. Returns how many bytes were read. */
static ssize_t read_from(int fd, char *text, off_t at, size_t step)
{
	ssize_t n = 0, got;

	while (n < MOST && (got = pread(fd, text + n, step, at + n)) > 0)
		n += got;
	return n;
}

static bool same_part(int fd, enum table_id id, const char *whole, ssize_t size, off_t at,
		      size_t step)
{
	char *part = malloc(MOST + step);
	ssize_t n, rest = at < size ? size - at : 0;
	bool ok = true;

	if (!part)
		give_up("memory");
	n = read_from(fd, part, at, step);
	if (n != rest || memcmp(part, whole + at, rest))
		ok = wrong("%s: from byte %lld on, %zu at a time, an open file has changed",
			   table_names[id], (long long)at, step);
	free(part);
	return ok;
}

bool odd_read(unsigned int which, unsigned int where)
{
	enum table_id id = which % NR_TABLES;
	char path[64], *whole = malloc(MOST + MOST);
	ssize_t size;
	bool ok;
	int fd;

	snprintf(path, sizeof(path), FOLDER "/%s", table_names[id]);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || !whole) {
		free(whole);
		return wrong("%s: %s", path, strerror(errno));
	}
	size = read_from(fd, whole, 0, MOST);
	ok = same_part(fd, id, whole, size, size ? where % size : 0, MOST) &&
	     same_part(fd, id, whole, size, size - size % 1000, 1) &&
	     same_part(fd, id, whole, size, 0, 1 + where % 97) &&
	     same_part(fd, id, whole, size, 0, MOST);
	close(fd);
	free(whole);
	return ok;
}
