// SPDX-License-Identifier: GPL-2.0-only
/*
 * cmdline.c - see cmdline.h.
 *
 * One child reads all command lines. Where it is not done after a second of sleep, each of the rest
 * gets a child of its own: one that hangs then keeps no other from its answer.
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
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "input/cmdline.h"
#include "util/clock.h"
#include "util/die.h"

enum { MS = 1000000, LONGEST_NAP = 20 * MS, GIVEN_UP_AFTER = 1000 * MS };

/* So many children at once. If there are more to ask, each asks several. */
#define MOST_CHILDREN	256

/* An answer, in memory that the children share with their parent. */
struct answer {
	bool whole;	/* the last that a child writes: it may be ended at any moment */
	uint32_t size;
	char args[1 << 16];
};

struct child {
	pid_t pid;		/* 0: it is gone */
	int64_t asleep_ns;	/* for how long it was seen asleep */
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

static void __attribute__((noreturn)) read_them(const struct cmdline *lines, struct answer *answers,
						const size_t *which, size_t n, pid_t parent)
{
	/* Nobody waits for the answer once the parent is gone. What hangs keeps no output open. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	syscall(SYS_close_range, 0, ~0U, 0);
	for (; n && getppid() == parent; which++, n--) {
		struct answer *answer = &answers[*which];

		answer->size = read_args(lines[*which].pid, answer->args, sizeof(answer->args));
		__atomic_store_n(&answer->whole, true, __ATOMIC_RELEASE);
	}
	_exit(STATUS_OK);
}

/* --- in the parent --- */

/* Children that were killed and had not ended: the kernel may have them do the last work for a VMM. */
static pid_t *left;
static size_t nr_left;

static void bury(void)
{
	size_t i, n = 0;

	for (i = 0; i < nr_left; i++) {
		if (!waitpid(left[i], NULL, WNOHANG))
			left[n++] = left[i];
	}
	nr_left = n;
}

static bool start(struct child *child, const struct cmdline *lines, struct answer *answers,
		  const size_t *which, size_t n)
{
	pid_t parent = getpid(), pid = fork();

	if (!pid)
		read_them(lines, answers, which, n, parent);
	*child = (struct child) { .pid = pid > 0 ? pid : 0 };
	return pid > 0;
}

/* Does the child sleep, so that it is not for want of a CPU that it has not answered? */
static bool sleeps(pid_t pid)
{
	char path[64], stat[256], *name_end;
	int fd;
	ssize_t n;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	n = fd < 0 ? 0 : read(fd, stat, sizeof(stat) - 1);
	if (fd >= 0)
		close(fd);
	stat[n > 0 ? n : 0] = '\0';
	name_end = strrchr(stat, ')');
	return !name_end || strncmp(name_end, ") R", strlen(") R"));
}

/* Look after a child that was left alone for about @ns. */
static void look_after(struct child *child, int64_t ns)
{
	if (waitpid(child->pid, NULL, WNOHANG)) {
		child->pid = 0;
		return;
	}
	if (sleeps(child->pid))
		child->asleep_ns += ns;
	if (child->asleep_ns < GIVEN_UP_AFTER)
		return;
	kill(child->pid, SIGKILL);
	left = grow_array(left, nr_left, sizeof(*left));
	left[nr_left++] = child->pid;
	child->pid = 0;
}

/* Wait until each child has ended or was given up. */
static void wait_for_all(struct child *children, size_t n)
{
	int64_t nap = MS / 10, last = clock_ns();
	bool some = n;
	size_t i;

	while (some) {
		struct timespec t = { .tv_nsec = nap };
		int64_t before = last, passed;

		nanosleep(&t, NULL);
		last = clock_ns();
		/* If this process itself had no CPU, a child may have slept for a part of that only. */
		passed = last - before < 5 * nap ? last - before : 5 * nap;
		some = false;
		for (i = 0; i < n; i++) {
			if (children[i].pid)
				look_after(&children[i], passed);
			some |= children[i].pid != 0;
		}
		nap = nap < LONGEST_NAP / 2 ? nap * 2 : LONGEST_NAP;
	}
}

/* Take the answer, if there is one by now. */
static bool take(struct cmdline *line, const struct answer *answer)
{
	if (!__atomic_load_n(&answer->whole, __ATOMIC_ACQUIRE))
		return false;
	line->size = answer->size;
	line->args = xasprintf("%*s", (int)answer->size, "");
	memcpy(line->args, answer->args, answer->size);
	return true;
}

/* Where the part of the @i-th of @parts begins, if @n are divided. */
static size_t part(size_t n, size_t parts, size_t i)
{
	return n * i / parts;
}

/*
 * Take the answers of a child. If @give_up, and the first has none, the child hung at it. A later one
 * may only have come too late. Move the others that have none to @rest. Return how many these are.
 */
static size_t take_part(struct cmdline *lines, const struct answer *answers, const size_t *which,
			size_t n, bool give_up, size_t *rest)
{
	size_t nr_rest = 0, i;

	for (i = 0; i < n; i++) {
		struct cmdline *line = &lines[which[i]];

		if (take(line, &answers[which[i]]))
			line->how = give_up ? CMDLINE_LATE : CMDLINE_READ;
		else if (give_up && !i)
			line->how = CMDLINE_HUNG;
		else
			rest[nr_rest++] = which[i];
	}
	return nr_rest;
}

/*
 * Ask the @n of @which by @nr_children, each of which gets a part of them. Leave in @which those that
 * are to be asked once more. Return how many these are.
 */
static size_t ask_by(struct cmdline *lines, struct answer *answers, size_t *which, size_t n,
		     size_t nr_children, bool give_up)
{
	struct child children[MOST_CHILDREN];
	size_t started, rest = 0, i;

	for (started = 0; started < nr_children; started++) {
		size_t from = part(n, nr_children, started);

		if (!start(&children[started], lines, answers, which + from,
			   part(n, nr_children, started + 1) - from))
			break;
	}
	wait_for_all(children, started);
	for (i = 0; i < started; i++) {
		size_t from = part(n, nr_children, i), end = part(n, nr_children, i + 1);

		rest += take_part(lines, answers, which + from, end - from, give_up, which + rest);
	}
	/* What no child could be started for is asked by those that can be started next time. */
	for (i = part(n, nr_children, started); started && i < n; i++)
		which[rest++] = which[i];
	return rest;
}

void cmdlines_read(struct cmdline *lines, size_t n)
{
	size_t size = n * sizeof(struct answer), *which = NULL, rest, i;
	struct answer *answers;

	bury();
	for (i = 0; i < n; i++) {
		lines[i].how = CMDLINE_UNASKED;
		lines[i].args = NULL;
		which = grow_array(which, i, sizeof(*which));
		which[i] = i;
	}
	/* Of each answer only the pages that it fills take memory. */
	answers = mmap(NULL, size, PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (answers != MAP_FAILED) {
		rest = ask_by(lines, answers, which, n, 1, false);
		while (rest)
			rest = ask_by(lines, answers, which, rest,
				      rest < MOST_CHILDREN ? rest : MOST_CHILDREN, true);
		munmap(answers, size);
	}
	free(which);
	bury();
}
