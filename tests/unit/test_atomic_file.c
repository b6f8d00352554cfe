// SPDX-License-Identifier: GPL-2.0-only
/* A file that is replaced is locked while it is written. Nobody else can have locked it before. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

static unsigned int locked;

/* Whoever may open the file here may lock it before us. */
static int fake_flock(int fd, int how)
{
	struct stat st;

	locked++;
	CHECK(!fstat(fd, &st), "what is locked is no file");
	SAME(st.st_mode & 0777, 0600, "the mode of the file that is to be locked");
	return flock(fd, how);
}

#define flock fake_flock
#include "util/atomic_file.c"

static void replaced(void)
{
	static const mode_t masks[] = { 0022, 0077, 0, 0027 };
	char dir[] = "/tmp/kvmtrap-unit-XXXXXX", *path;
	struct atomic_file file;
	struct stat st;
	unsigned int i;

	if (!mkdtemp(dir)) {
		CHECK(false, "no folder %s", dir);
		return;
	}
	path = xasprintf("%s/file", dir);
	for (i = 0; i < sizeof(masks) / sizeof(masks[0]); i++) {
		mode_t before = umask(masks[i]);

		locked = 0;
		CHECK(atomic_file_begin(&file, path), "no file");
		SAME(locked, 1, "locks");
		fprintf(file.f, "text\n");
		SAME(atomic_file_commit(&file), 0, "the status");
		CHECK(!stat(path, &st), "no file");
		SAME(st.st_mode & 0777, 0666 & ~masks[i], "the mode of the file that is in place");
		umask(before);
	}
	unlink(path);
	rmdir(dir);
	free(path);
}

static const struct unit_case unit_cases[] = {
	{ "replaced", replaced },
};
UNIT_MAIN(unit_cases)
