/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * view.h - the views that --by names: each is a table, summed up by some columns.
 */
#ifndef KVMTRAP_VIEW_H
#define KVMTRAP_VIEW_H

#include <stdbool.h>

#include "output/sheet.h"

#define VIEW_KEYS	5
#define VIEW_VALUES	12
#define VIEW_CLASSES	12	/* of view_classes[], and its end */

enum view_order {
	BY_SIZE,	/* the largest first */
	BY_PLACE,	/* as in the table; unless it is split by VM, rows of zeros as well */
	BY_KEY,		/* by the columns that tell rows apart */
};

/* Keys in addition to those of the view: none, the VM, or the VM and the vCPU. */
enum view_per { PER_HOST, PER_VM, PER_VCPU };

struct view {
	const char *name;
	/* The table that tells it of the host, of each VM, of each vCPU; NULL: none does. */
	const char *file[PER_VCPU + 1];
	const char *keys[VIEW_KEYS];	/* its columns that tell rows apart */
	/* Its columns that are added up. A rare one may be missing in the table. */
	struct column value[VIEW_VALUES];
	enum view_order order;
	const char *needs;	/* the parameter without which the table is empty */
	const char *help;
};

/* All views; the last one has no name. */
extern const struct view views[];

/*
 * Rows of the table summary, and the columns of vcpus that tell the same of a vCPU; the
 * last one has no name.
 */
extern const struct view_class {
	const char *name, *column;
} view_classes[VIEW_CLASSES];

/* Return: true if this table has a column for each class, where the view has a row. */
bool view_is_across(const struct view *v, const char *file);

/* Return: true if the view is no sums: see percentile.h. */
bool view_is_percentiles(const struct view *v);

/* Return: true if its rows are the buckets of histograms. */
bool view_is_histogram(const struct view *v);

/* Return: true if the values of the view are one count and one time. */
bool view_has_average(const struct view *v);

/* Return: the view of this name, or NULL. */
const struct view *view_find(const char *name);

#endif
