// SPDX-License-Identifier: GPL-2.0-only
/*
 * source.c - see source.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/source.h"
#include "util/die.h"

/* A snapshot of 65,536 vCPUs is smaller. */
#define MOST_MB		256
#define MOST_BYTES	((size_t)MOST_MB << 20)
#define LEAST_READ	262144

/* How compressed files begin. */
static const struct {
	const char *magic, *name, *program;
} compressions[] = {
	{ "\x1f\x8b", "gzip", "zcat" },
	{ "\x28\xb5\x2f\xfd", "zstd", "zstdcat" },
	{ "\3757zXZ", "xz", "xzcat" },
	{ "BZh", "bzip2", "bzcat" },
};

/* How files of trace-cmd begin. */
static const char recording[] = "\x17\x08\x44tracing";

struct bytes {
	char *p;
	size_t n, room;
};

static bool begins(const struct bytes *b, const char *magic)
{
	size_t n = strlen(magic);

	return b->n >= n && !memcmp(b->p, magic, n);
}

/* Read on. Returns false at the end of the file. */
static bool read_more(struct bytes *b, int fd, const char *name)
{
	ssize_t n;

	if (b->room - b->n <= LEAST_READ) {
		b->room = b->room ? 2 * b->room : 4 * LEAST_READ;
		b->p = realloc(b->p, b->room);
		if (!b->p)
			die("out of memory");
	}
	do {
		n = read(fd, b->p + b->n, b->room - b->n - 1);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		die("cannot read %s: %s", name, strerror(errno));
	b->n += n;
	return n;
}

/* Read all, but stop as soon as it is clear that this is no input: a file may be endless. */
static void read_all(struct bytes *b, int fd, const char *name)
{
	bool text = !begins(b, recording), more = true;
	size_t looked = 0;

	while (more && b->n <= MOST_BYTES &&
	       !(text && memchr(b->p + looked, '\0', b->n - looked))) {
		looked = b->n;
		more = read_more(b, fd, name);
	}
	b->p[b->n] = '\0';
}

static void refuse(const struct bytes *b, const char *name)
{
	bool text = !begins(b, recording);
	size_t i;

	for (i = 0; i < sizeof(compressions) / sizeof(compressions[0]); i++) {
		if (begins(b, compressions[i].magic))
			die("%s is compressed by %s: unpack it, or read it from a pipe, with - in "
			    "place of its name: %s FILE | kvmtrap ...",
			    name, compressions[i].name, compressions[i].program);
	}
	if (text && strlen(b->p) != b->n)
		die("cannot read %s: this is neither text nor a recording", name);
	if (b->n > MOST_BYTES)
		die("%s: more than %d MB: %s", name, MOST_MB,
		    text ? "this is no snapshot of kvmtrapcount" :
		    "a recording so large must be a file");
}

/* Put a recording that came through a pipe into a file, in which libtracecmd can seek. */
static int file_of(const struct bytes *b)
{
	int fd = memfd_create("recording", MFD_CLOEXEC);
	size_t done = 0;
	ssize_t n = 1;

	while (fd >= 0 && n > 0 && done < b->n) {
		n = write(fd, b->p + done, b->n - done);
		done += n > 0 ? n : 0;
	}
	if (fd < 0 || n <= 0 || lseek(fd, 0, SEEK_SET))
		die("cannot keep a recording in memory: %s", strerror(errno));
	return fd;
}

static void read_file(struct source *in, int fd, bool regular)
{
	struct bytes b = { 0 };

	while (b.n < sizeof(recording) && read_more(&b, fd, in->name))
		;
	in->kind = begins(&b, recording) ? SOURCE_RECORDING : SOURCE_TEXT;
	if (in->kind == SOURCE_RECORDING && regular) {
		in->fd = fd;
		if (lseek(fd, 0, SEEK_SET))
			die("cannot read %s: %s", in->name, strerror(errno));
		free(b.p);
		return;
	}
	read_all(&b, fd, in->name);
	close(fd);
	refuse(&b, in->name);
	in->text = b.p;
	if (in->kind == SOURCE_RECORDING) {
		in->fd = file_of(&b);
		in->text = NULL;
		free(b.p);
	}
}

void source_read(struct source *in, const char *path)
{
	bool is_stdin = !strcmp(path, "-");
	int fd = is_stdin ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) :
			    open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	memset(in, 0, sizeof(*in));
	in->fd = -1;
	in->name = is_stdin ? "stdin" : path;
	if (!*path)
		die("a file of no name cannot be read");
	if (fd < 0 || fstat(fd, &st))
		die("cannot read %s: %s", in->name, strerror(errno));
	in->changed = st.st_mtime;
	in->once = is_stdin || (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode));
	if (!S_ISDIR(st.st_mode)) {
		read_file(in, fd, S_ISREG(st.st_mode));
		return;
	}
	in->kind = SOURCE_FOLDER;
	close(fd);
}
