/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * steps.h - what a walk is made of. The same seed draws the same steps; what a
 * step finds when it comes to it is another matter: one that has nothing to do
 * does nothing, so that any of them may be left out.
 */
#ifndef WALK_STEPS_H
#define WALK_STEPS_H

#include <stdbool.h>
#include <stdio.h>

struct step {
	unsigned int kind;
	unsigned int a, b, c;	/* drawn; which VM, on or off, ... */
};

/* No steps, programs or ways to run a VMM of that name: 0, or -1 if there are none. */
int steps_without(const char *name);
void steps_draw(struct step *steps, unsigned int n, unsigned long seed);

/* What it does, in words of one line. */
void step_print(FILE *f, const struct step *step);

/* False: something is wrong. */
bool step_do(const struct step *step);

#endif
