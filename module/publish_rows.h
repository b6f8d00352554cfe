/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * publish_rows.h - what the files with a row (or some) a record have in common.
 */
#ifndef KVMTRAP_PUBLISH_ROWS_H
#define KVMTRAP_PUBLISH_ROWS_H

#include <linux/seq_file.h>

#include "registry.h"

/* The records in use, by VM and vCPU; what a VM's ended vCPUs left is last. */
struct view {
	unsigned int n;
	const struct record *rows[];
};

/* NULL if there is no memory; to be used between registry_read_*(). */
struct view *view_make(void);

/* One of them, read once. */
struct row {
	const struct record *rec;	/* NULL: what could not be attributed */
	bool timed;			/* there are times: */
	struct times_view times;	/* but for an exit being handled now, */
	u64 handling_now;		/* which is this old, in ticks */
	struct times spread;		/* only its spread is filled */
	struct counters c;
};

typedef void (*row_fn)(struct seq_file *m, const struct row *row);

/* Print a row a record, and one for the unattributed if there is any. */
int show_records(struct seq_file *m, row_fn print);

/* All that the ended vCPUs of a VM have counted. */
static inline bool is_kept(const struct record *rec)
{
	return rec == rec->vm->kept;
}

void put_vm_vcpu(struct seq_file *m, const struct record *rec);

#endif
