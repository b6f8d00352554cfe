// SPDX-License-Identifier: GPL-2.0-only
/*
 * parameter.c - see parameter.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "input/parameter.h"
#include "util/die.h"
#include "util/file_text.h"

char *parameter_read(const char *name)
{
	char *path = xasprintf(PARAMETERS "/%s", name), *text = file_line(path);

	free(path);
	return text;
}

bool parameter_write(const char *name, const char *value)
{
	char *path = xasprintf(PARAMETERS "/%s", name), *line = xasprintf("%s\n", value);
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC), err;
	/* All at once: each write is a value. */
	bool done = fd >= 0 && write(fd, line, strlen(line)) == (ssize_t)strlen(line);

	err = errno;
	if (fd >= 0)
		close(fd);
	free(line);
	free(path);
	errno = err;
	return done;
}
