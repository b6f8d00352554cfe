/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * sample.h - this host's state again and again, or before and after a command.
 */
#ifndef KVMTRAP_SAMPLE_H
#define KVMTRAP_SAMPLE_H

#include "input/snapshot.h"

struct sampling {
	double interval;	/* s; 0: only before and after the command */
	unsigned long count;	/* of intervals; 0: no end */
	char **command;		/* to run meanwhile, or NULL */
	/* Called with the first state, before the command is started; or NULL. */
	void (*begin)(void *arg, const struct snapshot *a);
	/* Called with the states at the begin and the end of each part. */
	void (*each)(void *arg, const struct snapshot *a, const struct snapshot *b);
	void *arg;
};

/*
 * sample - until the count, the end of the command, or Ctrl-C if there is none
 *
 * A part that the end of the command cuts short is one, too. The command's
 * status, or 0.
 */
int sample(const struct sampling *how);

#endif
