/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * plot_read.h - where the numbers of a picture come from.
 */
#ifndef KVMTRAP_PLOT_READ_H
#define KVMTRAP_PLOT_READ_H

#include "query/choose.h"
#include "query/event.h"
#include "query/series.h"

struct plot_source {
	const char *from;	/* a recording or a CSV; or else: */
	char **command;		/* what to run meanwhile */
	double interval;	/* with a command: how often to look, in s */
	struct choice choice;
	struct event_choice events;
	/* What was found, for the title. */
	char *where, *vms;
	struct vm_set seen;	/* the VMs that had exits */
};

/* Read the series; there may be nothing in it. Return: the exit status of the command, or 0. */
int plot_read(struct series *s, struct plot_source *p);

void plot_source_free(struct plot_source *p);

#endif
