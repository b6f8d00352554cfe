/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vms.h - the live view of VMs and of vCPUs: what its rows are made of, and its columns.
 */
#ifndef KVMTRAP_TOP_VMS_H
#define KVMTRAP_TOP_VMS_H

#include "query/percentile.h"
#include "top/top.h"

/* All that rows are made of. */
struct vms {
	struct sheet *sheet;
	const struct top *t;
	double seconds;		/* 0: all so far */
	struct result counts, times, reasons;
	struct percentile_list percentiles;
	bool nested, lost;	/* a VM has any */
	size_t reason;		/* the first of the row's reasons, which are in the same order */
};

/* Add the columns for which there is something, to a sheet without any. */
void vms_columns(const struct vms *v);

/* Add a row of @v->counts. Rows are added in their order. */
void vms_row(struct vms *v, const struct result_row *row);

/* Return: the exits of a row that are among the events: of a class, or (NULL) of all. */
uint64_t vms_events(const struct vms *v, const struct result_row *row, const char *class);

/*
 * Write the reasons that most exits of a row are of, in percent: those of 1 % and more. The
 * next row's are looked for behind them.
 */
void vms_reasons(struct vms *v, const struct result_row *row, char *text, size_t size);

#endif
