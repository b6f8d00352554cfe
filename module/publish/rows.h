/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rows.h - tables, and the one reading of all that is counted that they are
 * printed from.
 *
 * Each record is read once, and goes into each table that is wanted before the next
 * one is read: nothing is kept of it. What no table wants is not read.
 */
#ifndef KVMTRAP_PUBLISH_ROWS_H
#define KVMTRAP_PUBLISH_ROWS_H

#include <linux/bits.h>

#include "attach/attach.h"
#include "order.h"
#include "registry/read.h"
#include "text.h"

/* One vCPU, or all ended ones of a VM. */
struct row {
	const struct record *rec;	/* NULL: what could not be attributed */
	bool timed;			/* @times was read, and times are on */
	struct times_view times;	/* without an exit that is being handled */
	u64 handling_now;		/* ticks that one has taken so far */
	struct latency latency[KVMTRAP_NR_LATENCIES];
	struct counters c;
};

/* All rows of one VM. */
struct vm_rows {
	const struct vm *vm;
	const struct ordered *listed;	/* its records: listed_record() */
	unsigned int n;		/* how many these are */
	unsigned int live;	/* how many of them are of vCPUs that have not ended */
	struct counters c;	/* all together */
};

/* What is known when all rows have been read. */
struct reading {
	struct counters host;	/* all together, VMs not listed included */
	struct counters unattributed;
	struct registry_stats stats;
	struct probes probes;
};

/* What a table is printed from. */
#define READ_COUNTS	BIT(0)	/* c of each row */
#define READ_TIMES	BIT(1)	/* times of each row, and if it is timed */
#define READ_LATENCY	BIT(2)	/* latency of each row */
#define READ_VMS	BIT(3)	/* c of each VM */
#define READ_HOST	BIT(4)	/* host */
#define READ_PROBES	BIT(5)	/* probes */
#define READ_IN_ORDER	BIT(6)	/* rows by VM and vCPU, a VM's ended ones behind its live ones */

struct table {
	const char *name;
	unsigned int version;
	unsigned int reads;	/* READ_* */
	void (*head)(struct text *t);	/* the names of the columns */
	/* Print a row; or NULL. What could not be attributed comes last, if there is any. */
	void (*row)(struct text *t, const struct row *row);
	/* Print what is known of a VM after its last row; or NULL. */
	void (*vm)(struct text *t, const struct vm_rows *rows);
	/* Print what is known after the last VM; or NULL. */
	void (*end)(struct text *t, const struct reading *r);
};

/* A table that is wanted. */
struct output {
	const struct table *table;
	struct text text;
};

/**
 * publish_print() - print tables, all from one reading
 * @outputs: the tables; what they have in @text is to be freed
 * @n: how many
 *
 * Context: process, may sleep; takes the attachment's lock, then `readers`.
 * Return: 0 or -ENOMEM.
 */
int publish_print(struct output *outputs, unsigned int n);

/**
 * listed_record() - the record of an entry of a list of records
 * @l: the entry
 *
 * Context: process, in a function of a table.
 * Return: the record.
 */
static inline const struct record *listed_record(const struct ordered *l)
{
	return registry_record((u32)l->second);
}

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
 * @t: where to
 * @rec: the row's record; NULL: what could not be attributed
 *
 * Context: process, under the registry's readers.
 */
void publish_vm_vcpu(struct text *t, const struct record *rec);

#endif
