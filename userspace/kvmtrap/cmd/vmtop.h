/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vmtop.h - the columns of openEuler's vmtop, for those who know it.
 */
#ifndef KVMTRAP_VMTOP_H
#define KVMTRAP_VMTOP_H

#include "cmd/options.h"
#include "input/snapshot.h"
#include "query/query.h"

/**
 * vmtop_print() - Print one row per vCPU.
 * @a: the first snapshot; NULL: all since the beginning
 * @b: the last snapshot
 * @o: where to, and in which form
 * @only: of this VM and vCPU only
 *
 * What this module does not tell is "-": WFE apart from WFI, and what only vmtop's
 * own kernel has.
 */
void vmtop_print(const struct snapshot *a, const struct snapshot *b,
		 const struct output *o, const struct vm_filter *only);

#endif
