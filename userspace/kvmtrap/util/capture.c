// SPDX-License-Identifier: GPL-2.0-only
/*
 * capture.c - see capture.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "util/capture.h"
#include "util/cpus.h"
#include "util/process.h"
#include "util/stop.h"

static void __attribute__((noreturn)) refuse(const char *what)
{
	dprintf(STDERR_FILENO, "%s: %s\n", what, strerror(errno));
	_exit(STATUS_NO_COMMAND);
}

static void __attribute__((noreturn)) become(char **argv, int cpu, int out, pid_t parent)
{
	sigset_t none;

	dup2(out, STDOUT_FILENO);
	dup2(out, STDERR_FILENO);
	/* Ctrl-C at the terminal is for our parent, who ends us. */
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(STATUS_NO_COMMAND);
	if (cpu >= 0 && !cpus_pin(cpu))
		refuse("cannot pin to the CPU");
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execvp(argv[0], argv);
	refuse(argv[0]);
}

/* Read to the end. Return false if we are asked to stop before. */
static bool read_all(int fd, char *text, size_t size)
{
	char rest[512];
	size_t used = 0;
	ssize_t n;

	do {
		bool full = used + 1 >= size;

		if (stop_wait(fd, -1) == STOP_ASKED)
			return false;
		n = read(fd, full ? rest : text + used, full ? sizeof(rest) : size - 1 - used);
		if (n > 0 && !full)
			used += n;
	} while (n > 0);
	text[used] = '\0';
	return true;
}

int capture(char **argv, int cpu, char *text, size_t size)
{
	pid_t parent = getpid(), pid;
	int ends[2], status;
	bool whole;

	/* Our parent may have left SIGCHLD ignored. The kernel would then keep no exit status. */
	signal(SIGCHLD, SIG_DFL);
	*text = '\0';
	if (pipe2(ends, O_CLOEXEC)) {
		snprintf(text, size, "no pipe: %s", strerror(errno));
		return STATUS_NO_COMMAND;
	}
	pid = fork();
	if (!pid)
		become(argv, cpu, ends[1], parent);
	close(ends[1]);
	if (pid < 0) {
		snprintf(text, size, "no process: %s", strerror(errno));
		close(ends[0]);
		return STATUS_NO_COMMAND;
	}
	whole = read_all(ends[0], text, size);
	close(ends[0]);
	if (!whole)
		kill(pid, SIGKILL);
	status = process_status(pid);
	return whole ? status : CAPTURE_STOPPED;
}

char *last_line(char *text)
{
	size_t n = strlen(text);
	char *end;

	while (n && text[n - 1] == '\n')
		text[--n] = '\0';
	end = strrchr(text, '\n');
	return end ? end + 1 : text;
}
