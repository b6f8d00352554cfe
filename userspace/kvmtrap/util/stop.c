// SPDX-License-Identifier: GPL-2.0-only
/*
 * stop.c - see stop.h.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>

#include "util/stop.h"

static volatile sig_atomic_t by_signal;
static sigset_t noted, before;

static void note(int signal)
{
	by_signal = signal;
}

void stop_on(int signal)
{
	/* What is written is written whole: only what waits is interrupted. */
	struct sigaction action = { .sa_handler = note, .sa_flags = SA_RESTART };

	sigaction(signal, &action, NULL);
	sigaddset(&noted, signal);
}

bool stop_on_unless_ignored(int signal)
{
	struct sigaction now;

	sigaction(signal, NULL, &now);
	if (now.sa_handler == SIG_IGN)
		return false;
	stop_on(signal);
	return true;
}

void stop_begin(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	unsigned int i;

	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		stop_on_unless_ignored(signals[i]);
	sigprocmask(SIG_BLOCK, &noted, &before);
}

void stop_end(void)
{
	sigprocmask(SIG_SETMASK, &before, NULL);
}

void stop_ignore(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE };
	unsigned int i;

	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		signal(signals[i], SIG_IGN);
	by_signal = 0;
}

int stopped(void)
{
	return by_signal;
}

int stop_take(void)
{
	int signal = by_signal;

	by_signal = 0;
	return signal;
}

enum stop_event stop_wait(int fd, int ms)
{
	struct pollfd poll = { .fd = fd, .events = POLLIN };
	struct timespec t = { ms / 1000, ms % 1000 * 1000000l };
	int n;

	do {
		if (by_signal)
			return STOP_ASKED;
		n = ppoll(&poll, 1, ms < 0 ? NULL : &t, &before);
	} while (n < 0 && errno == EINTR);
	return n > 0 ? STOP_READABLE : STOP_TIME_IS_UP;
}
