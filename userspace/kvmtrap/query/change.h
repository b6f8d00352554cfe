/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * change.h - a view of a state, or of what changed since another.
 */
#ifndef KVMTRAP_CHANGE_H
#define KVMTRAP_CHANGE_H

#include "query/view.h"

/* What of the view has come between two states; @a NULL: ever. */
void change_sums(struct sums *sums, const struct view *v, enum view_per per,
		 const struct view_filter *filter, const struct snapshot *a,
		 const struct snapshot *b);

/* The same as a sheet. If counters were reset in between: since then. */
void change_sheet(struct sheet *sheet, const struct view *v, enum view_per per,
		  const struct view_filter *filter, const struct snapshot *a,
		  const struct snapshot *b);

#endif
