// SPDX-License-Identifier: GPL-2.0-only
/*
 * file_text.c - see file_text.h.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "util/die.h"
#include "util/file_text.h"

char *file_text(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	return fd < 0 ? NULL : fd_text(fd);
}

char *fd_text(int fd)
{
	char *text = NULL;
	size_t size = 0, room = 0;
	ssize_t n;
	int err;

	do {
		/* Read much at once. */
		if (room - size < 1 << 16) {
			room = room ? 2 * room : 1 << 18;
			text = realloc(text, room);
			if (!text)
				die("out of memory");
		}
		n = read(fd, text + size, room - size - 1);
		/* A NUL would seem to end the text. There may be no end of them. */
		if (n > 0 && memchr(text + size, '\0', n)) {
			errno = EBADMSG;
			break;
		}
		if (n > 0)
			size += n;
	} while (n > 0 || (n < 0 && errno == EINTR));
	err = errno;
	close(fd);
	if (n) {
		free(text);
		errno = err;
		return NULL;
	}
	text[size] = '\0';
	return text;
}

char *file_line(const char *path)
{
	char *text = file_text(path);

	if (text)
		text[strcspn(text, "\n")] = '\0';
	return text;
}

char *trim(char *text)
{
	char *end = text + strlen(text);

	while (isspace((unsigned char)*text))
		text++;
	while (end > text && isspace((unsigned char)end[-1]))
		*--end = '\0';
	return text;
}
