// SPDX-License-Identifier: GPL-2.0-only
/*
 * sample.c - see sample.h.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "input/sample.h"
#include "util/clock.h"
#include "util/die.h"
#include "util/process.h"
#include "util/stop.h"

/* glibc has pidfd_open() since 2.36 only. */
static int fd_of_process(pid_t pid)
{
	int fd = syscall(SYS_pidfd_open, pid, 0);

	if (fd < 0)
		die("cannot wait for a process: %s", strerror(errno));
	return fd;
}

enum event { TIME_IS_UP, COMMAND_ENDED, INTERRUPTED };

/*
 * Ctrl-C comes to the command from the terminal. What asks only this process to end is passed on:
 * it ends with the command, and shows what came until then.
 */
static void pass_on(int signal, pid_t command)
{
	if (signal == SIGTERM || signal == SIGHUP)
		kill(command, signal);
}

/*
 * Wait for the next event.
 * @until: when the time is up, by the monotonic clock; 0: never
 * @process: a pidfd, or -1
 * @command: the PID of the same, or 0
 */
static enum event next_event(int64_t until, int process, pid_t command, const sigset_t *open)
{
	struct pollfd fd = { .fd = process, .events = POLLIN };

	for (;;) {
		int64_t left = until - clock_ns();
		struct timespec t = { left / 1000000000, left % 1000000000 };

		if (stopped() && !command)
			return INTERRUPTED;
		if (command)
			pass_on(stop_take(), command);
		if (until && left <= 0)
			return TIME_IS_UP;
		if (ppoll(&fd, 1, until ? &t : NULL, open) > 0)
			return COMMAND_ENDED;
	}
}

/* Signals are let in only while ppoll() waits, so that none is missed before it. */
static enum event wait_for_event(int64_t until, int process, pid_t command)
{
	sigset_t awaited, before;
	enum event event;

	sigemptyset(&awaited);
	sigaddset(&awaited, SIGINT);
	sigaddset(&awaited, SIGTERM);
	sigaddset(&awaited, SIGHUP);
	sigprocmask(SIG_BLOCK, &awaited, &before);
	event = next_event(until, process, command, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return event;
}

/* Take one snapshot after another. @a is the first one, and the last one in the end. */
static void sample_parts(const struct sampling *how, struct snapshot *a, int process,
			 pid_t command)
{
	int64_t start = clock_ns(), step = how->interval * 1e9, until = step ? start : 0;
	int64_t end = how->timeout ? start + (int64_t)(how->timeout * 1e9) : 0;
	unsigned long n = 0;
	enum event event = TIME_IS_UP;
	struct snapshot b;

	while (event == TIME_IS_UP && (!how->count || n++ < how->count)) {
		/* If we are late by a whole interval, do not make up for it with short ones. */
		if (step && until + step > clock_ns())
			until += step;
		else if (step)
			until = clock_ns() + step;
		event = wait_for_event(end && (!step || end < until) ? end : until, process,
				       command);
		/* Of many parts only whole ones are shown. A single one is what came until now. */
		if (event == INTERRUPTED && step && how->count != 1)
			return;
		snapshot_load_again(&b);
		how->each(how->arg, a, &b);
		snapshot_free(a);
		*a = b;
		if (end && clock_ns() >= end)
			return;
	}
}

int sample(const struct sampling *how)
{
	int status = STATUS_OK, process = -1;
	pid_t pid = 0;
	struct snapshot a;

	snapshot_load(&a, NULL);
	if (how->begin)
		how->begin(how->arg, &a);
	if (how->command) {
		/* A program that is started does not inherit what notes them. */
		stop_on_unless_ignored(SIGTERM);
		stop_on_unless_ignored(SIGHUP);
		pid = process_start(how->command, STDIN_FILENO, STDOUT_FILENO, false);
		if (pid < 0) {
			snapshot_free(&a);
			return STATUS_NO_COMMAND;
		}
		process = fd_of_process(pid);
	}
	/* Not before the command was started: it inherits what SIGINT did until now. */
	stop_on(SIGINT);
	if (how->started)
		how->started(how->arg);
	sample_parts(how, &a, process, pid);
	if (pid) {
		/* There may be no further part, and the command goes on. */
		wait_for_event(0, process, pid);
		status = process_status(pid);
		close(process);
	}
	snapshot_free(&a);
	return status;
}
