/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * reasons.h - the names of classes and reasons, and the rows of the histogram, as
 * the module has them: all of it from uapi/.
 */
#ifndef KVMTRAP_REASONS_H
#define KVMTRAP_REASONS_H

#include <stdbool.h>
#include <stdint.h>

#include "input/arch.h"

/* The classes of uapi/classes.h, in its order. */
#define NR_CLASSES	6
extern const char *const class_names[NR_CLASSES];

/* Return: the name of the class that a table of uapi/ calls @id. */
const char *class_name(const char *id);

struct reason_names {
	const char *class, *code, *name;	/* as in the table reasons */
};

/* Return: the names of a reason, by its number in kvmtrap_exit of that architecture. */
struct reason_names reason_names(enum architecture arch, unsigned int reason);

/* No architecture has more reasons. */
#define REASONS_MOST	256

/* Return: how many reasons an architecture has; their numbers are below that. */
unsigned int reason_count(enum architecture arch);

/* Return: true if the VMM answered an exit of class io that has this reason. */
bool reason_is_user(const char *reason);

/* Return: the row of the table latency that a time belongs to. */
unsigned int latency_row(uint64_t ns);

#endif
