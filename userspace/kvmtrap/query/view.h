/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * view.h - what is asked of a state: counts of one file, summed over all rows
 * that agree in the columns asked for; or how they changed between two states.
 */
#ifndef KVMTRAP_VIEW_H
#define KVMTRAP_VIEW_H

#include "input/snapshot.h"
#include "output/sheet.h"

#define VIEW_KEYS	5
#define VIEW_VALUES	12

/* Of the rows: the largest first, as in the file and all of them, by the keys. */
enum view_order { BY_SIZE, BY_PLACE, BY_KEY };

struct view {
	const char *name;
	const char *file;	/* the table it is made from */
	const char *keys[VIEW_KEYS];	/* its own columns; more by `per` */
	struct column value[VIEW_VALUES];	/* of the file, added up; the first leads */
	enum view_order order;
	const char *needs;	/* the parameter without which it is empty */
	const char *help;
};

extern const struct view views[];	/* to the first without a name */

/* Besides the view's own keys: nothing, the VM, the VM and the vCPU. */
enum view_per { PER_HOST, PER_VM, PER_VCPU };

/* NULL if there is none of this name. */
const struct view *view_find(const char *name);

/* Can the view be had by VM, by vCPU? */
bool view_has(const struct view *v, enum view_per per);

/* Only rows of this VM and vCPU; NULL: all. */
struct view_filter {
	const char *vm, *vcpu;
};

/* Sums, before they are made a sheet. */
struct sums {
	const struct view *view;
	unsigned int keys;
	const char *key_name[VIEW_KEYS + 2];
	size_t rows;
	struct sum {
		const char *key[VIEW_KEYS + 2];	/* the state's */
		uint64_t value[VIEW_VALUES];
		size_t place;	/* in the file */
	} *row;			/* in the order of their keys */
};

void view_sum(struct sums *sums, const struct view *v, enum view_per per,
	      const struct view_filter *filter, const struct snapshot *s);
void sums_free(struct sums *sums);

/*
 * Take @before from @sums: of a vCPU that has gone, from the row of its VM's
 * ended vCPUs, in which it is counted since.
 */
void sums_subtract(struct sums *sums, const struct sums *before);

/* Only what @vcpu has of sums by VM and vCPU: by @per then. */
void sums_of_vcpu(struct sums *sums, enum view_per per, const char *vcpu);

/*
 * The columns of what tells rows of @sums apart, and their cells in one row. With
 * the names of VMs, where @s is not NULL.
 */
void sums_key_columns(struct sheet *sheet, const struct sums *sums, const struct snapshot *s);
void sums_key_cells(struct sheet *sheet, const struct sums *sums, const struct sum *row,
		    const struct snapshot *s);

/*
 * view_sheet - a sheet of @sums: what is 0 left out, the largest first; of the
 * first column also the share and, if @seconds is known, the rate
 * @s: where the names of VMs are
 * @seconds: in which it came together; 0: not known
 */
void view_sheet(struct sheet *sheet, const struct sums *sums,
		const struct snapshot *s, double seconds);

#endif
