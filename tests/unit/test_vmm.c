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
#include <unistd.h>

#include "unit.h"

/* Of these PIDs /proc is played here. Even ones hang where @hangs says so. */
#define FIRST	4000000000u
#define NR	40
static bool hangs, others;

static int play(unsigned int n, const char *file)
{
	int fd = memfd_create("played", 0);

	if (!strcmp(file, "stat"))
		dprintf(fd, "%u (a )b) S 1 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0 %u 0\n", n, others);
	else if (hangs && n % 2 == 0)
		pause();
	else
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

static int64_t now;

static int64_t fake_clock_ns(void)
{
	return now;
}

#define open fake_open
#define clock_ns fake_clock_ns
#include "util/file_text.c"
#include "input/cmdline.c"
#include "input/vmm.c"
#undef open

static char pids[NR][16];
static const char *list[NR];

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
	CHECK(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD, "%s: a child is left", what);
}

static void all_answer(void)
{
	hangs = others = false;
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
	hangs = true;
	ask_for(NR, 2, "every other one hangs");
	/* They are not asked meanwhile: this would show their names. */
	hangs = false;
	ask_for(NR, 2, "right afterwards");
	now += 61 * 1000000000ll;
	ask_for(NR, 0, "a minute later");
}

static void names_hold(void)
{
	vmms_ask(NULL, 0);
	hangs = others = false;
	ask_for(NR, 0, "all answer");
	hangs = true;
	ask_for(NR, 0, "every other one hangs, and has told its name before");
	now += 61 * 1000000000ll;
	others = true;
	ask_for(NR, 2, "other processes with the same PIDs");
}

static const struct unit_case unit_cases[] = {
	{ "all-answer", all_answer },
	{ "some-hang", some_hang },
	{ "names-hold", names_hold },
};
UNIT_MAIN(unit_cases)
