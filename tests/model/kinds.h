/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kinds.h - the kinds of steps, for steps.c, which draws them, and acts.c, which does
 * them.
 */
#ifndef WALK_KINDS_H
#define WALK_KINDS_H

#include "steps.h"
#include "vmm.h"

struct kind {
	const char *name;
	unsigned int weight;
	bool (*act)(const struct step *s);
	bool vm, on, still;	/* which of a, b and c say what, to be printed */
};

extern const struct kind kinds[];
extern const unsigned int nr_kinds;

bool start(const struct step *s);
bool trace(const struct step *s);

/* A name of a kind, a program or a way to run a VMM. */
bool is_left_out(const char *name);

/* At a still point, or while guests run? */
bool is_still(const struct step *s);
/* Of the VMM that it starts. */
enum run_by run_by(const struct step *s);
unsigned int program(const struct step *s);
unsigned int vcpus(const struct step *s);
bool held(const struct step *s);

#endif
