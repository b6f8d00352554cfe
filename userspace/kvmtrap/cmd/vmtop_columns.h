/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vmtop_columns.h - which columns vmtop has, and which of our numbers they are.
 */
#ifndef KVMTRAP_VMTOP_COLUMNS_H
#define KVMTRAP_VMTOP_COLUMNS_H

#include <stdbool.h>

#include "input/arch.h"

/* Where a column comes from: a column of vcpus, or rows of the view reason or user. */
enum vmtop_origin { UNKNOWN, OF_VCPU, OF_REASONS, OF_RETURNS };

/* A name that ends in a star stands for all that begin like it. */
struct vmtop_column {
	const char *column;
	enum vmtop_origin from;
	const char *what[7];
};

/* More than any architecture has. */
#define VMTOP_COLUMNS	24

/* Return: the columns of an architecture; the last one has no name. */
const struct vmtop_column *vmtop_columns(enum architecture arch);

/* Return: true if the column counts exits or returns of this name. */
bool vmtop_counts(const struct vmtop_column *c, const char *name);

#endif
