// SPDX-License-Identifier: GPL-2.0-only
/*
 * process.c - see process.h.
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fail.h"
#include "process.h"

void process_needs(const char *program, const char *package)
{
	char *test = text_of("command -v %s >/dev/null", program);

	if (system(test))
		fail("this needs %s: apt install %s", program, package);
	free(test);
}

pid_t process_start(char **argv, int out, bool aside)
{
	pid_t pid = fork();

	if (pid < 0)
		fail("cannot start %s: %s", argv[0], strerror(errno));
	if (pid)
		return pid;
	if (aside)
		setpgid(0, 0);
	dup2(out, STDOUT_FILENO);
	execvp(argv[0], argv);
	warn("cannot run %s: %s", argv[0], strerror(errno));
	_exit(127);
}

bool process_is_over(pid_t pid)
{
	siginfo_t info = { 0 };

	waitid(P_PID, pid, &info, WEXITED | WNOHANG | WNOWAIT);
	return info.si_pid == pid;
}

int process_status(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
