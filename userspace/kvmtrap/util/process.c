// SPDX-License-Identifier: GPL-2.0-only
/*
 * process.c - see process.h.
 */
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "util/die.h"
#include "util/process.h"

/* Our parent may have left SIGCHLD ignored. The kernel would then keep no exit status. */
static void keep_statuses(void)
{
	signal(SIGCHLD, SIG_DFL);
}

void process_needs(const char *program, const char *package)
{
	char *test = xasprintf("command -v %s >/dev/null", program);

	keep_statuses();
	if (system(test))
		die("this needs %s: apt install %s", program, package);
	free(test);
}

pid_t process_start(char **argv, int in, int out, bool aside)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	pid_t pid;
	int err;

	err = posix_spawn_file_actions_init(&files) | posix_spawnattr_init(&attr) |
	      posix_spawnattr_setpgroup(&attr, 0) |
	      posix_spawnattr_setflags(&attr, aside ? POSIX_SPAWN_SETPGROUP : 0);
	if (in != STDIN_FILENO)
		err |= posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
	if (out != STDOUT_FILENO)
		err |= posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
	if (err)
		die("out of memory");
	keep_statuses();
	err = posix_spawnp(&pid, argv[0], &files, &attr, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attr);
	if (err)
		warn("cannot run %s: %s", argv[0], strerror(err));
	return err ? -1 : pid;
}

bool process_is_over(pid_t pid)
{
	siginfo_t info = { 0 };

	waitid(P_PID, pid, &info, WEXITED | WNOHANG | WNOWAIT);
	return info.si_pid == pid;
}

int process_status(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
