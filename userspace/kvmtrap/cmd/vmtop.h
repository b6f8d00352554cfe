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
 * @only: print only this VM and vCPU
 *
 * They are those of the snapshot's architecture. What the module does not tell is "-": it
 * does not tell WFE from WFI, nor reads of MSRs from writes, and it lacks what only the
 * kernel of vmtop has.
 */
void vmtop_print(const struct snapshot *a, const struct snapshot *b,
		 const struct output *o, const struct vm_filter *only);

#endif
