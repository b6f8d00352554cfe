/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vmtop.h - the columns of openEuler's vmtop, for who comes from there.
 */
#ifndef KVMTRAP_VMTOP_H
#define KVMTRAP_VMTOP_H

#include "cmd/command.h"
#include "query/view.h"

/*
 * A row a vCPU, from @a (NULL: the beginning) to @b. What this module does not
 * tell is "-": WFE apart from WFI, and what only vmtop's own kernel has.
 */
void vmtop_print(const struct snapshot *a, const struct snapshot *b,
		 const struct output *o, const struct view_filter *filter);

#endif
