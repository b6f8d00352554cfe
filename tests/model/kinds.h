/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kinds.h - the kinds of steps: steps.c draws steps, and acts.c does them.
 */
#ifndef WALK_KINDS_H
#define WALK_KINDS_H

#include "steps.h"
#include "vmm.h"

struct kind {
	const char *name;
	unsigned int weight;
	bool (*act)(const struct step *s);
	bool vm, on, still;	/* how to print a, b and c */
};

extern const struct kind kinds[];
extern const unsigned int nr_kinds;

bool start(const struct step *s);
bool trace(const struct step *s);

/* Return whether this kind, program or way to run a VMM was left out. */
bool is_left_out(const char *name);

/* Return whether the step is done while all VMs are stopped. */
bool is_still(const struct step *s);
/* How the VMM is run that the step starts. */
enum run_by run_by(const struct step *s);
unsigned int program(const struct step *s);
unsigned int vcpus(const struct step *s);
bool held(const struct step *s);

#endif
