// SPDX-License-Identifier: GPL-2.0-only
/*
 * summary.c - the file summary: the totals of the host.
 */
#include <linux/math64.h>

#include "publish.h"
#include "rows.h"

static void summary_head(struct text *t)
{
	text_left(t, 10, "class");
	text_right(t, 14, "exits");
	text_right(t, 7, "percent");
}

static void summary_row(struct text *t, const char *class, u64 n, u64 total)
{
	/* Hundredths of a percent. */
	u64 share = total ? mul_u64_u64_div_u64(n, 10000, total) : 0;

	text_left(t, 10, class);
	text_number(t, 14, n);
	text_hundredths(t, 7, share);
	text_end(t);
}

static void summary_end(struct text *t, const struct reading *r)
{
	const struct counters *c = &r->host;
	u64 by_class[KVMTRAP_NR_CLASSES], total = counters_exits(c);
	int i;

	counters_by_class(c, by_class);
	for (i = 0; i < KVMTRAP_NR_CLASSES; i++)
		summary_row(t, kvmtrap_class_names[i], by_class[i], total);
	summary_row(t, "total", total, total);
	summary_row(t, "io_kernel", counters_io(c, KVMTRAP_IO_KERNEL), total);
	summary_row(t, "io_user", counters_io(c, KVMTRAP_IO_USER), total);
	summary_row(t, "to_user", c->to_user, total);
	summary_row(t, "lost", c->lost, total);
}

const struct table publish_summary = {
	.name = "summary",
	.version = 1,
	.reads = READ_HOST,
	.head = summary_head,
	.end = summary_end,
};
