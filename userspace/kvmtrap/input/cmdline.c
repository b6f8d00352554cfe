// SPDX-License-Identifier: GPL-2.0-only
/*
 * cmdline.c - see cmdline.h.
 *
 * One child reads all command lines. Where it hangs, each of the rest gets a child of its own:
 * one that hangs then keeps no other from its answer. They write into one file in memory.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "input/cmdline.h"
#include "util/die.h"
#include "util/file_text.h"

enum { MS = 1000000, LONGEST_NAP = 20 * MS, GIVEN_UP_AFTER = 1000 * MS };

/* A record of the file: one write, which no other child's can divide. */
struct record {
	uint32_t line, size;
	char args[(1 << 16) + 1];
};

struct child {
	pid_t pid;		/* 0: it is gone */
	int64_t asleep_ns;	/* since it wrote last, how long it was seen asleep */
};

/* --- in a child --- */

static size_t read_args(const char *pid, char *args, size_t size)
{
	char path[64];
	size_t used = 0;
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%s/cmdline", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	while (fd >= 0 && (n = read(fd, args + used, size - used)) > 0)
		used += n;
	if (fd >= 0)
		close(fd);
	return used;
}

static void __attribute__((noreturn)) read_them(const struct cmdline *lines, size_t at, size_t end,
						int file, pid_t parent)
{
	static struct record record;

	/* Nobody waits for the answer once the parent is gone. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (; at < end && getppid() == parent; at++) {
		record.line = at;
		record.size = read_args(lines[at].pid, record.args, sizeof(record.args) - 1);
		if (write(file, &record, offsetof(struct record, args) + record.size) < 0)
			break;
	}
	_exit(STATUS_OK);
}

/* --- in the parent --- */

static void start(struct child *child, const struct cmdline *lines, size_t at, size_t end, int file)
{
	pid_t parent = getpid(), pid = fork();

	if (!pid)
		read_them(lines, at, end, file, parent);
	*child = (struct child) { .pid = pid > 0 ? pid : 0 };
}

/* Does the child sleep, so that it is not for want of a CPU that it has not answered? */
static bool sleeps(pid_t pid)
{
	char path[64], *stat, *name_end;
	bool runs;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	stat = file_text(path);
	name_end = stat ? strrchr(stat, ')') : NULL;
	runs = name_end && !strncmp(name_end, ") R", strlen(") R"));
	free(stat);
	return !runs;
}

/* Look after a child that was left alone for @ns. */
static void look_after(struct child *child, int64_t ns, bool progress)
{
	if (waitpid(child->pid, NULL, WNOHANG)) {
		child->pid = 0;
		return;
	}
	if (progress)
		child->asleep_ns = 0;
	if (sleeps(child->pid))
		child->asleep_ns += ns;
	if (child->asleep_ns < GIVEN_UP_AFTER)
		return;
	kill(child->pid, SIGKILL);
	waitpid(child->pid, NULL, 0);
	child->pid = 0;
}

/* Wait until each child has ended or was given up. */
static void wait_for_all(struct child *children, size_t n, int file)
{
	int64_t nap = MS / 10;
	off_t written = 0;
	bool left = true;

	while (left) {
		struct timespec t = { .tv_nsec = nap };
		off_t now;
		size_t i;

		nanosleep(&t, NULL);
		now = lseek(file, 0, SEEK_END);
		left = false;
		for (i = 0; i < n; i++) {
			if (children[i].pid)
				look_after(&children[i], nap, now != written);
			left |= children[i].pid != 0;
		}
		written = now;
		nap = nap < LONGEST_NAP / 2 ? nap * 2 : LONGEST_NAP;
	}
}

static void take_answers(struct cmdline *lines, int file)
{
	struct record record;
	size_t head = offsetof(struct record, args);
	off_t at = 0;

	while (pread(file, &record, sizeof(record), at) >= (ssize_t)head) {
		struct cmdline *line = &lines[record.line];

		if (!line->args) {
			line->args = xasprintf("%*s", (int)record.size, "");
			memcpy(line->args, record.args, record.size);
			line->size = record.size;
		}
		at += head + record.size;
	}
}

void cmdlines_read(struct cmdline *lines, size_t n)
{
	int file = memfd_create("command-lines", MFD_CLOEXEC);
	struct child *children = NULL;
	size_t nr_children = 0, i;

	for (i = 0; i < n; i++)
		lines[i].args = NULL;
	if (file < 0)
		return;
	fcntl(file, F_SETFL, O_APPEND);
	children = grow_array(children, nr_children, sizeof(*children));
	start(&children[nr_children++], lines, 0, n, file);
	wait_for_all(children, nr_children, file);
	take_answers(lines, file);
	for (i = nr_children = 0; i < n; i++) {
		if (lines[i].args)
			continue;
		if (nr_children)
			children = grow_array(children, nr_children, sizeof(*children));
		start(&children[nr_children++], lines, i, i + 1, file);
	}
	wait_for_all(children, nr_children, file);
	take_answers(lines, file);
	free(children);
	close(file);
}
