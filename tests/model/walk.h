/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * walk.h - one walk from beginning to end, and the shortest that goes the same way.
 */
#ifndef WALK_WALK_H
#define WALK_WALK_H

#include <stdbool.h>

#include "steps.h"

#define MOST_STEPS 1000

/* Which of a seed's steps: keep[i] says whether the i-th is done. */
struct walk {
	unsigned long seed;
	unsigned int n;
	struct step steps[MOST_STEPS];
	bool keep[MOST_STEPS];
	bool tracepoint;	/* the attachment it begins with */
	unsigned int max_vcpus;	/* 0: the default */
};

/* -1: nothing was wrong; else the step at which something was, n: at the end. */
int walk_do(const struct walk *w);

/* Print each step before it is done. */
extern bool walk_verbose;

/* Whatever a walk has come to: no VMs, no module. */
void walk_clear(void);

/* Leave out what can be, by doing it again at most @budget times. */
void walk_shorten(struct walk *w, unsigned int budget);

/* The steps that are done, one a line; "3,5-7". */
void walk_print(const struct walk *w);
void walk_print_keep(const struct walk *w);
/* False: @text is no such list. */
bool walk_parse_keep(struct walk *w, const char *text);

#endif
