// SPDX-License-Identifier: GPL-2.0-only
/*
 * change.c - see change.h.
 */
#include "change.h"

void change_sums(struct sums *sums, const struct view *v, enum view_per per,
		 const struct view_filter *filter, const struct state *a,
		 const struct state *b)
{
	struct sums before;

	view_sum(sums, v, per, filter, b);
	if (!a || state_restarted(a, b))
		return;
	view_sum(&before, v, per, filter, a);
	sums_subtract(sums, &before);
	sums_free(&before);
}

void change_sheet(struct sheet *sheet, const struct view *v, enum view_per per,
		  const struct view_filter *filter, const struct state *a,
		  const struct state *b)
{
	struct sums sums;

	change_sums(&sums, v, per, filter, a, b);
	view_sheet(sheet, &sums, b, a ? b->when - a->when : 0);
	sums_free(&sums);
}
