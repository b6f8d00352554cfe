// SPDX-License-Identifier: GPL-2.0-only
/*
 * folder.c - see folder.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "input/folder.h"
#include "input/host.h"
#include "input/reader.h"
#include "input/snapshot.h"
#include "util/die.h"
#include "util/file_text.h"

static const char *const files[] = {
#define X(name) #name,
	KVMTRAP_FILES(X)
#undef X
};

#define NR_FILES (sizeof(files) / sizeof(files[0]))

/*
 * Open a file of a folder, which need not be ours. Nobody may ever write into a FIFO there, and a
 * device may have no end.
 */
static int open_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat st;

	if (fd >= 0 && !fstat(fd, &st) && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		die("cannot read %s: it is no regular file", path);
	return fd;
}

/* Read one file after another: each is of another moment. */
static bool read_files(struct tables *t, const char *dir, char **missing)
{
	size_t i;

	for (i = 0; i < NR_FILES; i++) {
		char *path = xasprintf("%s/%s", dir, files[i]), *text;
		int fd = open_file(path);

		text = fd < 0 ? NULL : fd_text(fd);

		if (!text && (errno != ENOENT || !strcmp(files[i], "summary"))) {
			*missing = path;
			return false;
		}
		if (text)
			tables_parse(t, text, path);
		free(path);
	}
	return true;
}

/* Read the file with all tables, which the module made when it was opened. */
static bool read_snapshot(struct tables *t, int fd, char *path, char **missing)
{
	char *text = fd_text(fd);

	if (!text) {
		*missing = path;
		return false;
	}
	tables_parse(t, text, path);
	free(path);
	return true;
}

bool folder_read(struct tables *t, const char *dir, bool live, char **missing)
{
	char *path = xasprintf("%s/" SNAPSHOT_FILE, dir);
	int fd = live && reader_is_on() ? reader_open() : open_file(path);
	bool done;

	/* The reader opens no other file. */
	if (fd < 0 && (errno != ENOENT || (live && reader_is_on()))) {
		*missing = path;
		return false;
	}
	if (live)
		host_add(t);
	if (fd < 0) {
		free(path);
		done = read_files(t, dir, missing);
	} else {
		done = read_snapshot(t, fd, path, missing);
	}
	if (done && live)
		host_add_vm_names(t);
	return done;
}
