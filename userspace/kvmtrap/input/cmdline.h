/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cmdline.h - read the command lines of processes of which some may let nobody read theirs.
 *
 * A command line lies in the memory of its process. The kernel waits there while the process
 * holds the lock of its memory, and whoever runs a VMM can make it hold that for ever. So it is a
 * child that reads: it can be given up.
 */
#ifndef KVMTRAP_CMDLINE_H
#define KVMTRAP_CMDLINE_H

#include <stddef.h>

struct cmdline {
	const char *pid;
	enum {
		CMDLINE_READ,	/* at once */
		CMDLINE_LATE,	/* the first child had no time left for it */
		CMDLINE_HUNG,	/* the child has slept for a second */
		CMDLINE_UNASKED, /* there was no process to ask with */
	} how;
	char *args;	/* as in /proc/PID/cmdline, with a terminator behind it; or NULL */
	size_t size;	/* without the terminator */
};

/**
 * cmdlines_read() - Read what the processes allow.
 * @lines: their PIDs; gets the rest, to be freed by the caller
 * @n: how many
 *
 * A process that has ended has an empty command line. All that do not answer at once cost about two
 * seconds; more than 256 of them cost more.
 */
void cmdlines_read(struct cmdline *lines, size_t n);

#endif
