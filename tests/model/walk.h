/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * walk.h - one walk from beginning to end, and the shortest one that goes wrong, too.
 */
#ifndef WALK_WALK_H
#define WALK_WALK_H

#include <stdbool.h>

#include "steps.h"

#define MOST_STEPS 1000

/* The steps of a seed. Only those are done for which keep[i] is true. */
struct walk {
	unsigned long seed;
	unsigned int n;
	struct step steps[MOST_STEPS];
	bool keep[MOST_STEPS];
	bool tracepoint;	/* the attachment that it begins with */
	unsigned int max_vcpus;	/* 0: the default */
};

/* Do a walk. Return: -1 if nothing was wrong; else the step that went wrong; n: the end. */
int walk_do(const struct walk *w);

/* Set this to print each step before it is done. */
extern bool walk_verbose;

/* Kill all VMs and unload the module, however a walk has ended. */
void walk_clear(void);

/* Leave out the steps that are not needed. For this do at most @budget walks. */
void walk_shorten(struct walk *w, unsigned int budget);

/* Print the steps that are done: one per line; or as a list, such as "3,5-7". */
void walk_print(const struct walk *w);
void walk_print_keep(const struct walk *w);
/* Parse such a list. Return: false if @text is none. */
bool walk_parse_keep(struct walk *w, const char *text);

#endif
