/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * steps.h - the steps of a walk. The same seed draws the same steps. What a step finds
 * when it is done may differ. A step that has nothing to do does nothing, so that any step
 * may be left out.
 */
#ifndef WALK_STEPS_H
#define WALK_STEPS_H

#include <stdbool.h>
#include <stdio.h>

struct step {
	unsigned int kind;
	unsigned int a, b, c;	/* drawn: which VM, on or off, ... */
};

/* Leave out steps, programs or ways to run a VMM by name. Return: 0; -1: no such name. */
int steps_without(const char *name);
void steps_draw(struct step *steps, unsigned int n, unsigned long seed);

/* Print what the step does, without an end of line. */
void step_print(FILE *f, const struct step *step);

/* Do the step. Return: false if something is wrong. */
bool step_do(const struct step *step);

#endif
