// SPDX-License-Identifier: GPL-2.0-only
/*
 * keeper.c - see keeper.h.
 *
 * A message to the keeper is the attachment to load, or "-": unload. Its answer is "+", or
 * "-" and what is wrong. The end of the socket tells it that nobody will ask any more.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/keeper.h"
#include "util/capture.h"
#include "util/die.h"
#include "util/process.h"
#include "util/stop.h"

#define MODULE		"kvmtrapcount"
#define UNLOAD_TRIES	100

/* --- in the keeper, or if it was killed in the process that started it --- */

static const char *module_file;
static bool loaded;
static bool gave_up;	/* to unload it, and has told so */

static bool is_there(void)
{
	return !access("/sys/module/" MODULE, F_OK);
}

static int rmmod(char *text, size_t size)
{
	char *argv[3] = { "rmmod", MODULE, NULL };

	return capture(argv, -1, text, size);
}

/* Somebody may be reading a file of the module, which holds it for a moment. */
static void unload(char *answer, size_t size)
{
	int tries, most = gave_up ? 1 : UNLOAD_TRIES;
	char text[1024];

	for (tries = 0; loaded && tries < most; tries++) {
		if (tries)
			usleep(100000);
		loaded = rmmod(text, sizeof(text)) && is_there();
	}
	if (loaded)
		snprintf(answer, size, "-%s", last_line(text));
}

/*
 * The parameters are all given, as /etc/modprobe.d may have others. If somebody else has
 * loaded the module, both programs fail, and it is not ours to unload.
 */
static void load(char *attach, char *answer, size_t size)
{
	char *how = xasprintf("attach=%s", attach), text[1024];
	char *argv[11] = { "modprobe", "--first-time", MODULE, how, "enabled=1", "times=0", "hot=0",
			   "filter_pid=0", "filter_vm=0", "trace_min_ns=0", NULL };
	int status;

	if (module_file) {
		argv[1] = "insmod";
		argv[2] = (char *)module_file;
	}
	status = capture(argv + !!module_file, -1, text, sizeof(text));
	if (!status && !is_there()) {
		snprintf(answer, size, "-%s is not kvmtrapcount: lsmod shows what was loaded",
			 module_file ?: "what modprobe loads");
	} else if (!status) {
		loaded = true;
	} else if (status > 128) {
		snprintf(answer, size, "-%s was killed", argv[!!module_file]);
		/* It may have loaded the module before. */
		loaded = loaded || is_there();
		unload(answer, size);
	} else {
		snprintf(answer, size, "-%s", last_line(text));
	}
	free(how);
}

static void __attribute__((noreturn)) keep(int fd)
{
	char request[64], answer[1100];
	ssize_t n;

	while ((n = recv(fd, request, sizeof(request) - 1, 0)) > 0) {
		request[n] = '\0';
		strcpy(answer, "+");
		if (strcmp(request, "-"))
			load(request, answer, sizeof(answer));
		else
			unload(answer, sizeof(answer));
		/* Who asked says that it stays loaded. Whoever was killed cannot say it. */
		gave_up = send(fd, answer, strlen(answer), MSG_NOSIGNAL) > 0 && *answer == '-' &&
			  loaded;
	}
	*answer = '\0';
	unload(answer, sizeof(answer));
	if (*answer && !gave_up)
		warn("the module stays loaded, as somebody holds it: rmmod " MODULE);
	_exit(STATUS_OK);
}

static void __attribute__((noreturn)) become_keeper(int fd)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	stop_ignore();
	setsid();
	/* So that "pkill kvmtrap" does not end both at once. */
	prctl(PR_SET_NAME, "trap-keeper");
	/* A pipe that somebody reads until its end is not to wait for us. */
	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	keep(fd);
}

/* --- in the process that started it --- */

static int to_keeper = -1;
static pid_t keeper;
static bool ours;	/* the keeper has loaded the module, or may have */

/* It was killed, but we were not: do its work. */
static void __attribute__((noreturn)) keeper_is_gone(void)
{
	char wrong[1100];

	/* A signal that was noted before would end rmmod. */
	stop_ignore();
	loaded = ours && is_there();
	unload(wrong, sizeof(wrong));
	if (loaded)
		die("the process that unloads the module was killed: rmmod " MODULE);
	die("the process that loads the module was killed");
}

static void finish(void)
{
	close(to_keeper);
	process_status(keeper);
}

void keeper_start(const char *file)
{
	int ends[2];

	module_file = file;
	process_needs("rmmod", "kmod");
	signal(SIGCHLD, SIG_DFL);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
		die("cannot make a socket: %s", strerror(errno));
	keeper = fork();
	if (keeper < 0)
		die("cannot start a process: %s", strerror(errno));
	if (!keeper) {
		close(ends[0]);
		become_keeper(ends[1]);
	}
	close(ends[1]);
	to_keeper = ends[0];
	atexit(finish);
}

/* Return what is wrong, in @answer, or NULL. */
static const char *ask(const char *request, char *answer, size_t size)
{
	ssize_t n = -1;

	if (send(to_keeper, request, strlen(request), MSG_NOSIGNAL) > 0)
		n = recv(to_keeper, answer, size - 1, 0);
	if (n <= 0)
		keeper_is_gone();
	answer[n] = '\0';
	return *answer == '-' ? answer + 1 : NULL;
}

bool keeper_load(const char *attach, char *why, size_t size)
{
	char answer[1100];
	const char *wrong;

	ours = true;
	wrong = ask(attach, answer, sizeof(answer));
	if (wrong)
		snprintf(why, size, "%s", wrong);
	ours = !wrong;
	return ours;
}

bool keeper_unload(char *why, size_t size)
{
	char answer[1100];
	const char *wrong = ask("-", answer, sizeof(answer));

	if (wrong)
		snprintf(why, size, "%s", wrong);
	ours = wrong;
	return !wrong;
}
