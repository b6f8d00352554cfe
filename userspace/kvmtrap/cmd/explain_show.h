/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * explain_show.h - print what kvmtrap explain has found.
 */
#ifndef KVMTRAP_EXPLAIN_SHOW_H
#define KVMTRAP_EXPLAIN_SHOW_H

#include <stdbool.h>
#include <stdio.h>

#include "cmd/which.h"
#include "input/snapshot.h"

/**
 * explain_show() - Explain what came between two snapshots.
 * @f: where to write to
 * @json: as JSON, else for people
 * @a: the first snapshot; NULL: all since the beginning
 * @b: the last snapshot
 * @c: the VMs that are wanted, after choose()
 */
void explain_show(FILE *f, bool json, const struct snapshot *a, const struct snapshot *b,
		  const struct choice *c);

struct facts;

/* The same as JSON, of what facts_collect() has found between the two. */
void explain_json(FILE *f, struct facts *all, const struct snapshot *a, const struct snapshot *b,
		  const struct choice *c);

/* Show the table of rules. */
void explain_rules(FILE *f, bool json);

#endif
