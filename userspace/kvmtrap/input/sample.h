/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * sample.h - take snapshots of this host again and again, or before and after a
 * command.
 */
#ifndef KVMTRAP_SAMPLE_H
#define KVMTRAP_SAMPLE_H

#include "input/snapshot.h"

struct sampling {
	double interval;	/* in s; 0: only before and after the command */
	double timeout;		/* in s; 0: no end */
	unsigned long count;	/* of intervals; 0: no end */
	char **command;		/* to run meanwhile, or NULL */
	/* Called with the first snapshot, before the command is started; or NULL. */
	void (*begin)(void *arg, const struct snapshot *a);
	/* Called when the command, if there is one, was started; or NULL. */
	void (*started)(void *arg);
	/* Called for each interval, with the snapshots at its begin and its end. */
	void (*each)(void *arg, const struct snapshot *a, const struct snapshot *b);
	void *arg;
};

/**
 * sample() - Take snapshots until it is over.
 * @how: what to do
 *
 * It is over after @how->count intervals, after @how->timeout, at the end of the command
 * or, if there is none, with Ctrl-C. The end of the command, or of the time, cuts the
 * last interval short.
 *
 * Return: the command's exit status, or 0.
 */
int sample(const struct sampling *how);

#endif
