/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stat.h - what kvmtrap stat shows.
 */
#ifndef KVMTRAP_STAT_H
#define KVMTRAP_STAT_H

#include "cmd/options.h"
#include "query/choose.h"
#include "query/event.h"

struct stat_options {
	struct output output;
	struct choice choice;
	struct view_choice by;
	bool usual;		/* the command line names no view */
	struct event_choice events;
	enum view_per per;
	double interval, timeout;	/* s; 0: none */
	unsigned long count;		/* of intervals; 0: no end */
	bool vmtop;
	const char *file, *user;
	char **command;
};

/* Die if no view has a column that was asked for. @s: any snapshot of what will be shown */
void stat_check_columns(const struct stat_options *o, const struct snapshot *s);

/* Show what was counted from @a (NULL: the beginning) to @b. */
void stat_show(const struct stat_options *o, const struct snapshot *a, const struct snapshot *b);

#endif
