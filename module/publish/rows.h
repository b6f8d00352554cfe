/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rows.h - one reading of all that is counted, which files print.
 */
#ifndef KVMTRAP_PUBLISH_ROWS_H
#define KVMTRAP_PUBLISH_ROWS_H

#include <linux/seq_file.h>

#include "attach/attach.h"
#include "registry/read.h"

/* One vCPU, or all ended ones of a VM, read once. */
struct row {
	const struct record *rec;	/* NULL: what could not be attributed */
	bool timed;			/* times and latency mean something */
	struct times_view times;	/* without an exit that is being handled */
	u64 handling_now;		/* ticks that one has taken so far */
	u64 latency[TIME_LATENCIES][LATENCY_BUCKETS];
	struct counters c;
};

/* Rows by VM and vCPU, each VM's ended vCPUs behind its live ones. */
struct reading {
	struct counters host;		/* all together, VMs not listed included */
	struct row unattributed;
	struct registry_stats stats;
	struct probes probes;
	unsigned int n;
	struct row rows[];
};

/**
 * publish_reading_make() - read all that is counted
 * @probes: read before: their lock is not taken inside that of the readers
 *
 * Context: process, may sleep, between registry_read_begin() and
 * registry_read_end(). It is used only there.
 * Return: the reading, to be freed with kvfree(), or NULL if there is no
 * memory.
 */
struct reading *publish_reading_make(const struct probes *probes);

typedef void (*row_fn)(struct seq_file *m, const struct row *row);

/**
 * publish_show_rows() - print all rows
 * @m: where to
 * @r: what was read
 * @print: prints one row; the unattributed comes last, if anything is in it
 *
 * Context: process, may sleep, under the registry's readers.
 */
void publish_show_rows(struct seq_file *m, const struct reading *r, row_fn print);

/**
 * record_is_kept() - is it all that the ended vCPUs of a VM have counted?
 * @rec: a record that is not free
 *
 * Context: process, under the registry's readers.
 * Return: true if it is.
 */
static inline bool record_is_kept(const struct record *rec)
{
	return rec == rec->vm->kept;
}

/**
 * publish_vm_vcpu() - print the columns that say which VM and vCPU a row is of
 * @m: where to
 * @rec: the row's record; NULL: what could not be attributed
 *
 * Context: process, under the registry's readers.
 */
void publish_vm_vcpu(struct seq_file *m, const struct record *rec);

#endif
