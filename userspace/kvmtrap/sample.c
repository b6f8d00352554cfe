// SPDX-License-Identifier: GPL-2.0-only
/*
 * sample.c - see sample.h.
 */
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "fail.h"
#include "process.h"
#include "sample.h"

static volatile sig_atomic_t stopped;

static void stop(int signal)
{
	(void)signal;
	stopped = 1;
}

/* Sleep until @at has moved on by @seconds; false if it was cut short. */
static bool sleep_until(struct timespec *at, double seconds)
{
	at->tv_nsec += (seconds - (long)seconds) * 1e9;
	at->tv_sec += (long)seconds + at->tv_nsec / 1000000000;
	at->tv_nsec %= 1000000000;
	return !clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, at, NULL);
}

static void take(struct state *s)
{
	if (!state_try(s))
		fail("the module has gone: it was unloaded");
}

int sample(const struct sampling *how,
	   void (*each)(void *arg, const struct state *a, const struct state *b), void *arg)
{
	struct sigaction action = { .sa_handler = stop };
	unsigned long n = 0;
	struct timespec at;
	struct state a, b;
	pid_t pid = 0;
	int status = STATUS_OK;
	bool over = false;

	state_load(&a, NULL);
	if (how->command)
		pid = process_start(how->command, STDIN_FILENO, how->out, false);
	if (pid < 0) {
		state_free(&a);
		return STATUS_NO_COMMAND;
	}
	/* Ctrl-C is for the command, which began with it as it was. */
	sigaction(SIGINT, &action, NULL);
	clock_gettime(CLOCK_MONOTONIC, &at);
	while (!over && (pid || !stopped) && (!how->count || n < how->count)) {
		bool full = how->interval && sleep_until(&at, how->interval);

		if (!how->interval)
			status = process_status(pid);
		over = !how->interval || (pid && process_is_over(pid));
		if (!full && !over)
			continue;
		take(&b);
		each(arg, &a, &b);
		state_free(&a);
		a = b;
		n++;
	}
	if (pid && how->interval)
		status = process_status(pid);
	state_free(&a);
	return status;
}
