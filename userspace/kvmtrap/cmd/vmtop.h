/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vmtop.h - the columns of openEuler's vmtop, for those who know it.
 */
#ifndef KVMTRAP_VMTOP_H
#define KVMTRAP_VMTOP_H

#include "input/snapshot.h"
#include "output/sheet.h"
#include "query/query.h"

/**
 * vmtop_sheet() - Make a sheet with one row per vCPU.
 * @sheet: to be freed with sheet_free()
 * @only: only this VM and vCPU
 * @a: the first snapshot; NULL: all since the beginning
 * @b: the last snapshot
 *
 * The columns are those of the snapshot's architecture. What the module does not tell is "-": it
 * does not tell WFE from WFI, nor reads of MSRs from writes, and it lacks what only the
 * kernel of vmtop has.
 */
void vmtop_sheet(struct sheet *sheet, const struct vm_filter *only, const struct snapshot *a,
		 const struct snapshot *b);

#endif
