// SPDX-License-Identifier: GPL-2.0-only
/* A file that is replaced is locked while it is written. Who locks it first keeps nobody waiting. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

/* So many times the lock is somebody else's. */
static unsigned int others, asked;

static int fake_flock(int fd, int how)
{
	CHECK(how & LOCK_NB, "a lock is waited for");
	if (asked++ < others) {
		errno = EWOULDBLOCK;
		return -1;
	}
	return flock(fd, how);
}

#define flock fake_flock
#include "util/atomic_file.c"

static char dir[] = "/tmp/kvmtrap-unit-XXXXXX";

/* Replace a file; by then the lock was asked for @locks times. */
static void replace(unsigned int locks)
{
	char *path = xasprintf("%s/file", dir), text[16] = "";
	struct atomic_file file;
	FILE *f;

	asked = 0;
	CHECK(atomic_file_begin(&file, path), "no file");
	SAME(asked, locks, "how often the lock was asked for");
	fprintf(file.f, "%u\n", locks);
	SAME(atomic_file_commit(&file), 0, "the status");
	f = fopen(path, "r");
	CHECK(f && fgets(text, sizeof(text), f) && (unsigned int)atoi(text) == locks,
	      "the file has '%s'", text);
	if (f)
		fclose(f);
	unlink(path);
	free(path);
}

static void locked(void)
{
	CHECK(mkdtemp(dir), "no folder %s", dir);
	others = 0;
	replace(1);
	others = 3;
	replace(4);
	others = ~0u;
	replace(101);
	rmdir(dir);
}

static const struct unit_case unit_cases[] = {
	{ "locked", locked },
};
UNIT_MAIN(unit_cases)
