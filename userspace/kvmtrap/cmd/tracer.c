// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracer.c - see tracer.h.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/tracer.h"
#include "input/parameter.h"
#include "input/snapshot.h"
#include "util/clock.h"
#include "util/die.h"
#include "util/file_text.h"
#include "util/process.h"
#include "util/stop.h"

#define SLOWER	"trace_min_ns"

/*
 * trace-cmd starts the command that it is given once all is set up and tracing is on. It is given
 * cat, which sends back what we write and ends when we close our side, or die.
 * Returns false if trace-cmd ended before, or a signal asked this process to end.
 */
static bool recording_begins(int cat)
{
	char byte = 0;
	bool begins;

	stop_begin();
	begins = send(cat, &byte, 1, MSG_NOSIGNAL) == 1 &&
		 stop_wait(cat, -1) == STOP_READABLE && recv(cat, &byte, 1, 0) == 1;
	stop_end();
	return begins && !stopped();
}

static double now(void)
{
	return clock_ns() / 1e9;
}

static void record_until_stopped(pid_t tracer, const char *file, double timeout)
{
	double end = now() + timeout;

	fprintf(stderr, "recording into %s until Ctrl-C\n", file);
	while (!stopped() && !process_is_over(tracer) && (!timeout || now() < end))
		usleep(timeout && end - now() < 0.1 ? 10000 : 100000);
}

/*
 * Return the exit status of a command. Ctrl-C is for it, and comes to it from the terminal. What
 * asks only this process to end is passed on: the recording ends with the command. These signals
 * are blocked, and taken one by one, so that none comes unseen between a look and the wait.
 */
static int command_status(pid_t command)
{
	sigset_t awaited, before;
	int signal;

	sigemptyset(&awaited);
	sigaddset(&awaited, SIGCHLD);
	sigaddset(&awaited, SIGTERM);
	if (stop_on_unless_ignored(SIGHUP))
		sigaddset(&awaited, SIGHUP);
	sigprocmask(SIG_BLOCK, &awaited, &before);
	for (signal = stopped(); !process_is_over(command); signal = sigwaitinfo(&awaited, NULL)) {
		if (signal == SIGTERM || signal == SIGHUP)
			kill(command, signal);
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	return process_status(command);
}

/* Does the module see exits, and not yet the entries to the guest that follow them? */
static bool misses_entries(void)
{
	char *health = file_text(LIVE_ROOT "/health");
	bool misses = health && strstr(health, "\nattach tracepoint\n") &&
		      strstr(health, "\nstate.kvm_entry disabled\n");

	free(health);
	return misses;
}

/*
 * The module begins to see entries some milliseconds after its event was switched on. Before, it
 * cannot tell how long exits take. A command waits for that, but not for ever: with enabled=0
 * nothing begins.
 */
static void wait_for_entries(void)
{
	unsigned int i;

	for (i = 0; i < 100 && misses_entries() && !stopped(); i++)
		usleep(10000);
}

/* Return the exit status of the command @with; STATUS_OK if there is none. */
static int while_recording(pid_t tracer, char **with, const char *file, double timeout)
{
	pid_t command;

	if (!with) {
		record_until_stopped(tracer, file, timeout);
		return STATUS_OK;
	}
	wait_for_entries();
	if (stopped())
		return STATUS_FAILED;
	command = process_start(with, STDIN_FILENO, STDOUT_FILENO, false);
	return command < 0 ? STATUS_NO_COMMAND : command_status(command);
}

static int run(char **args, char **with, const char *file, double timeout)
{
	/* A command that was not started has not succeeded. */
	int cat[2], status = with ? STATUS_FAILED : STATUS_OK, traced;
	pid_t tracer;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, cat)) {
		warn("cannot talk to trace-cmd: %s", strerror(errno));
		return STATUS_FAILED;
	}
	tracer = process_start(args, cat[1], cat[1], true);
	if (tracer < 0)
		return STATUS_FAILED;
	close(cat[1]);
	if (recording_begins(cat[0]))
		status = while_recording(tracer, with, file, timeout);
	/* When cat has ended trace-cmd writes what there is, and ends. */
	close(cat[0]);
	traced = process_status(tracer);
	if (traced)
		warn("trace-cmd ended with status %d", traced);
	return traced ? STATUS_FAILED : status;
}

static void write_slower(const char *ns)
{
	if (!parameter_write(SLOWER, ns))
		die("cannot set %s: %s", SLOWER, strerror(errno));
}

/* Return what it was before, to be freed. */
static char *set_slower(double ns)
{
	char *before = parameter_read(SLOWER), *value = xasprintf("%.0f", ns);

	if (!before)
		die("cannot read %s: %s", SLOWER, strerror(errno));
	write_slower(value);
	free(value);
	return before;
}

int tracer_run(char **args, char **with, const char *file, double timeout, double slower)
{
	char *before = NULL;
	int status;

	stop_on(SIGINT);
	stop_on(SIGTERM);
	stop_on_unless_ignored(SIGHUP);
	stop_on_unless_ignored(SIGQUIT);
	/* A message may find nobody who reads it. */
	stop_on_unless_ignored(SIGPIPE);
	if (slower >= 0)
		before = set_slower(slower);
	status = run(args, with, file, timeout);
	if (before)
		write_slower(before);
	free(before);
	return status;
}
