// SPDX-License-Identifier: GPL-2.0-only
/*
 * change.c - see change.h.
 */
#include "query/change.h"

static void subtract(struct sums *sums, const struct view_filter *filter, enum view_per per,
		     const struct snapshot *a)
{
	struct sums before;

	view_sum(&before, sums->view, per, filter, a);
	sums_subtract(sums, &before);
	sums_free(&before);
}

void change_sums(struct sums *sums, const struct view *v, enum view_per per,
		 const struct view_filter *filter, const struct snapshot *a,
		 const struct snapshot *b)
{
	const char *vcpu = filter ? filter->vcpu : NULL;
	struct view_filter of_vm = { .vm = filter ? filter->vm : NULL };
	enum view_per widest = vcpu ? PER_VCPU : per;

	/* A vCPU that ended meanwhile moved to the row "-": all are needed to know. */
	view_sum(sums, v, widest, &of_vm, b);
	if (a && !snapshot_restarted(a, b))
		subtract(sums, &of_vm, widest, a);
	if (vcpu)
		sums_of_vcpu(sums, per, vcpu);
}

void change_sheet(struct sheet *sheet, const struct view *v, enum view_per per,
		  const struct view_filter *filter, const struct snapshot *a,
		  const struct snapshot *b)
{
	double seconds = a ? snapshot_seconds(a, b) : 0;
	struct sums sums;

	change_sums(&sums, v, per, filter, a, b);
	view_sheet(sheet, &sums, b, seconds > 0 ? seconds : 0);
	sums_free(&sums);
}
