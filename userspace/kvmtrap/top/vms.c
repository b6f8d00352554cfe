// SPDX-License-Identifier: GPL-2.0-only
/*
 * vms.c - the live view of VMs and of vCPUs: its numbers.
 */
#include <string.h>

#include "top/vms.h"

static bool any(const struct result *r, const char *value)
{
	size_t i;

	for (i = 0; i < r->rows; i++) {
		if (result_value(r, &r->row[i], value))
			return true;
	}
	return false;
}

/* Return true if this VM or vCPU has ended: it will count nothing more. */
static bool is_over(const struct vms *v, const struct result_row *row, const struct snapshot *now)
{
	if (v->counts.keys > 1)
		return !strcmp(row->key[1], "-");
	return snapshot_vm_ended(now, row->key[0]);
}

void top_vms_sheet(struct sheet *sheet, struct top *t, const struct snapshot *a,
		   const struct snapshot *b)
{
	bool entered_one = t->level == TOP_VCPUS, vcpus = entered_one || t->choice->vcpu;
	const char *vm = t->vm;
	struct vm_set entered = { 1, (char **)&vm };
	struct query q = {
		.view = view_find(vcpus ? "vcpu" : "vm"), .per = vcpus ? PER_VCPU : PER_VM,
		.only = { entered_one ? &entered : choice_filter(t->choice).vms, t->choice->vcpu },
	};
	struct vms v = { .sheet = sheet, .t = t,
			 .seconds = a ? snapshot_counted_seconds(a, b) : 0 };
	size_t i;

	query_change(&v.counts, &q, a, b);
	/* What is not told by event is not shown with events. */
	if (!t->events.n) {
		q.view = view_find("time");
		query_change(&v.times, &q, a, b);
		percentiles_run(&v.percentiles, &q, BY_NOTHING, a, b);
		v.nested = any(&v.counts, "nested");
		v.lost = any(&v.counts, "lost");
	}
	q.view = view_find("reason");
	q.events = t->events.n ? &t->events : NULL;
	query_change(&v.reasons, &q, a, b);
	sheet_init(sheet, "top");
	vms_columns(&v);
	for (i = 0; i < v.counts.rows; i++) {
		const struct result_row *row = &v.counts.row[i];

		if (!v.seconds || row->value[0] || !is_over(&v, row, b))
			vms_row(&v, row);
	}
	result_free(&v.counts);
	result_free(&v.times);
	result_free(&v.reasons);
	percentiles_free(&v.percentiles);
}
