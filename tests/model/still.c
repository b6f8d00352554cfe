// SPDX-License-Identifier: GPL-2.0-only
/*
 * still.c - see still.h. By the states in /proc: a thread that is stopped has left
 * KVM_RUN. One that waits for a process of its own, as after vfork(), cannot stop,
 * and sleeps as long as that process is stopped.
 */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "still.h"
#include "table.h"

/* A state letter and the process group; '\0' when it is gone. */
static char state_of(const char *path, int *group)
{
	size_t size;
	char *text = slurp(path, &size), *end = text ? strrchr(text, ')') : NULL;
	char state = '\0';

	*group = 0;
	if (end)
		sscanf(end, ") %c %*d %d", &state, group);
	free(text);
	return state;
}

/*
 * Who waits for a process of his own: the thread that starts a shell, and each that
 * has its vCPU run by a process.
 */
static bool may_wait(const struct vmm *v, pid_t thread)
{
	return v->by == BY_ANY_PROCESS || thread == v->pid;
}

/* Sets @waiting if one waits: he is as good as stopped. */
static bool tasks_are_still(const struct vmm *v, pid_t pid, bool *waiting)
{
	char path[64];
	struct dirent *e;
	bool still = true;
	DIR *dir;
	int group;

	snprintf(path, sizeof(path), "/proc/%d/task", pid);
	dir = opendir(path);
	while (dir && still && (e = readdir(dir))) {
		char stat[128], state;

		if (!isdigit(*e->d_name))
			continue;
		snprintf(stat, sizeof(stat), "%s/%.10s/stat", path, e->d_name);
		state = state_of(stat, &group);
		if (state == 'D' && may_wait(v, atoi(e->d_name)))
			*waiting = true;
		else
			still = !state || strchr("TZX", state);
	}
	if (dir)
		closedir(dir);
	return still;
}

/* Of a VMM whose vCPUs are run by processes these belong to it, too. */
static bool group_is_still(const struct vmm *v, bool *waiting)
{
	char path[64];
	struct dirent *e;
	bool still = true;
	int group;
	DIR *dir;

	if (v->by != BY_ANY_PROCESS)
		return tasks_are_still(v, v->pid, waiting);
	dir = opendir("/proc");
	while (dir && still && (e = readdir(dir))) {
		if (!isdigit(*e->d_name))
			continue;
		snprintf(path, sizeof(path), "/proc/%.10s/stat", e->d_name);
		if (state_of(path, &group) && group == v->pid)
			still = tasks_are_still(v, atoi(e->d_name), waiting);
	}
	if (dir)
		closedir(dir);
	return still;
}

void wait_until_still(const struct vmm *v)
{
	int64_t before = -1, now;
	int rounds = 0;

	/* What waits may be about to go on: it has to look the same for a while. */
	for (;;) {
		bool waiting = false;
		bool still = group_is_still(v, &waiting);

		now = vmm_exits(v);
		rounds = still && now == before ? rounds + 1 : 0;
		if (rounds >= (waiting ? 5 : 1))
			return;
		before = now;
		usleep(waiting ? 3000 : 500);
	}
}
