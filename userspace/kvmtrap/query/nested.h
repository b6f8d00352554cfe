/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * nested.h - what the guests of guests cost: exits of the host for each that reaches its
 * guest.
 */
#ifndef KVMTRAP_NESTED_H
#define KVMTRAP_NESTED_H

#include "query/query.h"

/**
 * nested_sheet() - Find how exits multiply in VMs that run guests of their own.
 * @sheet: to be freed with sheet_free()
 * @only: only these VMs
 * @a: the first snapshot; NULL: all since the beginning
 * @b: the last snapshot
 *
 * A VM runs its guest by one instruction, which is an exit of its own. It does so once for
 * each exit of that guest's that reaches it. So the VM's exits are divided by the number of
 * these instructions. VMs that did none have no row, nor have those without exits of a
 * guest's guest.
 */
void nested_sheet(struct sheet *sheet, const struct vm_filter *only, const struct snapshot *a,
		  const struct snapshot *b);

#endif
