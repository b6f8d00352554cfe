// SPDX-License-Identifier: GPL-2.0-only
/* VMMs that keep their command line to themselves take no other's name, and hang nobody. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "unit.h"

/* Of these PIDs /proc is played here. What the even ones do is @how. */
#define FIRST	4000000000u
#define NR	40
#define MANY	400
static enum { ANSWER, HANG, ANSWER_LATE, KILL } how;
static bool others;

static int play(unsigned int n, const char *file)
{
	int fd = memfd_create("played", 0);

	if (!strcmp(file, "stat"))
		dprintf(fd, "%u (a )b) S 1 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0 %u 0\n", n, others);
	else if (n % 2 == 0 && how == HANG)
		pause();
	else if (n % 2 == 0 && how == KILL)
		raise(SIGKILL);
	else if (n % 2 == 0 && how == ANSWER_LATE)
		usleep(600000);
	if (strcmp(file, "stat"))
		dprintf(fd, "qemu-system-x86_64%c-name%c%s%u", 0, 0, others ? "new" : "vm", n);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

static int fake_open(const char *path, int flags)
{
	char file[16];
	unsigned int n;

	if (sscanf(path, "/proc/%u/%15s", &n, file) == 2 && n >= FIRST)
		return play(n - FIRST, file);
	return open(path, flags);
}

/* How long was waited, by what the waiting said. */
static int64_t waited;

static int fake_nanosleep(const struct timespec *t, struct timespec *rest)
{
	waited += t->tv_sec * 1000000000ll + t->tv_nsec;
	return nanosleep(t, rest);
}

static pid_t fake_fork(void);

static int64_t now;

static int64_t fake_clock_ns(void)
{
	return now;
}

#define open fake_open
#define nanosleep fake_nanosleep
#define fork fake_fork
#include "util/file_text.c"
#include "input/cmdline.c"
#define clock_ns fake_clock_ns
#include "input/vmm.c"
#undef open
#undef fork

/* So many more processes may be started; and after one that may not, @later more. */
static unsigned int forks = ~0u, later;

static pid_t fake_fork(void)
{
	if (!forks) {
		forks = later;
		return -1;
	}
	forks--;
	return fork();
}

static char pids[MANY][16];
static const char *list[MANY];

/* Ask the first @n; those with a multiple of @nameless have no name, all others theirs. */
static void ask_for(size_t n, unsigned int nameless, const char *what)
{
	size_t i;

	for (i = 0; i < n; i++) {
		snprintf(pids[i], sizeof(pids[i]), "%u", FIRST + (unsigned int)i);
		list[i] = pids[i];
	}
	vmms_ask(list, n);
	for (i = 0; i < n; i++) {
		const char *name = vmm_names_of_pid(pids[i])->name;
		char expected[32] = "none";

		if (!nameless || i % nameless)
			snprintf(expected, sizeof(expected), "%s%zu", others ? "new" : "vm", i);
		CHECK(!strcmp(name ?: "none", expected), "%s: VM %zu is %s", what, i, name ?: "none");
	}
	/* What was killed may not have ended yet. */
	for (i = 0; i < 10000 && nr_left; i++) {
		usleep(1000);
		bury();
	}
	CHECK(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD, "%s: a child is left", what);
	/* Two seconds of sleep, and as much more as there was no CPU for a child. One by one, many cost 120. */
	CHECK(waited < 60000000000ll, "%s: waited for %lld ns", what, (long long)waited);
	waited = 0;
}

static void all_answer(void)
{
	how = ANSWER;
	others = false;
	ask_for(NR, 0, "all answer");
	ask_for(1, 0, "one");
	vmms_ask(NULL, 0);
	CHECK(!vmm_names_of_pid(pids[0])->name, "the name of a VMM that does not matter");
	vmms_ask((const char *const[]){ "4000000001", "4000000000", "4000000001" }, 3);
	CHECK(!strcmp(vmm_names_of_pid(pids[1])->name ?: "", "vm1"), "a VMM with two VMs");
}

static void some_hang(void)
{
	vmms_ask(NULL, 0);
	how = HANG;
	ask_for(NR, 2, "every other one hangs");
	/* They are not asked meanwhile: this would show their names. */
	how = ANSWER;
	ask_for(NR, 2, "right afterwards");
	now += 61 * 1000000000ll;
	ask_for(NR, 0, "a minute later");
}

static void names_hold(void)
{
	vmms_ask(NULL, 0);
	how = ANSWER;
	others = false;
	ask_for(NR, 0, "all answer");
	how = HANG;
	ask_for(NR, 0, "every other one hangs, and has told its name before");
	now += 61 * 1000000000ll;
	others = true;
	ask_for(NR, 2, "other processes with the same PIDs");
}

static void some_are_late(void)
{
	vmms_ask(NULL, 0);
	others = false;
	how = ANSWER_LATE;
	ask_for(MANY, 0, "every other one is late");
	/* They would cost a second at each look. */
	how = HANG;
	ask_for(MANY, 0, "right afterwards");
}

/* A child that is killed has written nothing, or a part. */
static void some_kill(void)
{
	vmms_ask(NULL, 0);
	others = false;
	how = KILL;
	ask_for(NR, 2, "the child is killed at every other one");
}

/* More than there are children for: none that answers is left out, wherever the others are. */
static void many_hang(void)
{
	vmms_ask(NULL, 0);
	others = false;
	how = HANG;
	ask_for(MANY, 2, "every other one of many hangs");
}

static void no_process(void)
{
	vmms_ask(NULL, 0);
	others = false;
	how = ANSWER;
	forks = 0;
	ask_for(NR, 1, "no process can be started");
	forks = ~0u;
	ask_for(NR, 0, "they are asked as soon as that can be done");
	vmms_ask(NULL, 0);
	how = HANG;
	forks = 11;
	later = 10;
	ask_for(NR, 2, "every other one hangs, and ten processes can be started at once");
	vmms_ask(NULL, 0);
	forks = 1;
	later = 0;
	ask_for(1, 1, "the first one hangs, and no more processes can be started");
	forks = ~0u;
	how = ANSWER;
	ask_for(NR, 0, "it is asked again");
}

static const struct unit_case unit_cases[] = {
	{ "all-answer", all_answer },
	{ "some-hang", some_hang },
	{ "names-hold", names_hold },
	{ "some-are-late", some_are_late },
	{ "some-kill", some_kill },
	{ "many-hang", many_hang },
	{ "no-process", no_process },
};
UNIT_MAIN(unit_cases)
