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

enum view_order {
	BY_SIZE,	/* the largest first */
	BY_PLACE,	/* as in the table, rows of zeros as well */
	BY_KEY,		/* by the columns that tell rows apart */
};

struct view {
	const char *name;
	const char *file;	/* the table */
	const char *keys[VIEW_KEYS];	/* its columns that tell rows apart */
	/* Its columns that are added up. A rare one may be missing in the table. */
	struct column value[VIEW_VALUES];
	enum view_order order;
	const char *needs;	/* the parameter without which the table is empty */
	const char *help;
};

/* All views; the last one has no name. */
extern const struct view views[];

/* Keys in addition to those of the view: none, the VM, or the VM and the vCPU. */
enum view_per { PER_HOST, PER_VM, PER_VCPU };

/* Return: true if the values of the view are one count and one time. */
bool view_has_average(const struct view *v);

/* Return: the view of this name, or NULL. */
const struct view *view_find(const char *name);

/* Return: true if the view's table tells VMs, or vCPUs, apart. */
bool view_has(const struct view *v, enum view_per per);

#endif
