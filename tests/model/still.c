// SPDX-License-Identifier: GPL-2.0-only
/*
 * still.c - see still.h. Looks at the states in /proc. A thread that is stopped has left
 * KVM_RUN. A thread that waits for a process of its own, as after vfork(), cannot stop. It
 * sleeps as long as that process is stopped.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "still.h"
#include "table.h"

/* Return the letter of the thread's state; '\0' if the thread has ended. */
static char state_of(pid_t process, pid_t thread)
{
	char path[64], state = '\0', *text, *end;
	size_t size;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/stat", process, thread);
	text = slurp(path, &size);
	end = text ? strrchr(text, ')') : NULL;
	if (end)
		sscanf(end, ") %c", &state);
	free(text);
	return state;
}

static bool is_still(const struct vmm *v, pid_t process, bool *waiting);

/* Return whether all processes that this thread has made are stopped. */
static bool children_are_still(const struct vmm *v, pid_t process, pid_t thread, bool *waiting)
{
	char path[64], *text, *at, *end;
	bool still = true;
	size_t size;
	long child;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/children", process, thread);
	text = slurp(path, &size);
	for (at = text; still && at && (child = strtol(at, &end, 10)) > 0; at = end)
		still = is_still(v, child, waiting);
	free(text);
	return still;
}

/*
 * Return whether the thread may wait for a process of its own: the first thread starts a
 * shell, and the others may have their vCPU run by a process.
 */
static bool may_wait(const struct vmm *v, pid_t thread)
{
	return v->by == BY_ANY_PROCESS || thread == v->pid;
}

/* Sets @waiting if a thread waits: it counts as stopped if its process is stopped. */
static bool is_still(const struct vmm *v, pid_t process, bool *waiting)
{
	char path[64], state;
	struct dirent *e;
	bool still = true;
	pid_t thread;
	DIR *dir;

	snprintf(path, sizeof(path), "/proc/%d/task", process);
	dir = opendir(path);
	while (dir && still && (e = readdir(dir))) {
		thread = atoi(e->d_name);
		if (!thread)
			continue;
		state = state_of(process, thread);
		if (state == 'D' && may_wait(v, thread))
			*waiting = true;
		else
			still = !state || strchr("TZX", state);
		still = still && children_are_still(v, process, thread, waiting);
	}
	if (dir)
		closedir(dir);
	return still;
}

void wait_until_still(const struct vmm *v)
{
	int64_t before = -1, now;
	int rounds = 0;

	/* A thread that waits may be about to continue: look several times. */
	for (;;) {
		bool waiting = false;
		bool still = is_still(v, v->pid, &waiting);

		now = vmm_exits(v);
		rounds = still && now == before ? rounds + 1 : 0;
		if (rounds >= (waiting ? 5 : 1))
			return;
		before = now;
		usleep(waiting ? 3000 : 500);
	}
}
