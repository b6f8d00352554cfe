/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * tally.h - the counts of each vCPU, added up from the table reasons.
 */
#ifndef KVMTRAP_TALLY_H
#define KVMTRAP_TALLY_H

#include <stdbool.h>

#include "input/reasons.h"
#include "input/table.h"

/*
 * Columns of vms and vcpus, and rows of summary. The last four are not in reasons: they
 * are taken from vcpus.
 */
enum tally_count {
	TALLY_EXITS,
	TALLY_CLASS,
	TALLY_IO_KERNEL = TALLY_CLASS + NR_CLASSES,
	TALLY_IO_USER,
	TALLY_LEFT,
	TALLY_SIGNAL,
	TALLY_LOST,
	TALLY_NESTED,
	TALLY_COUNTS
};

struct tally {
	size_t n;
	struct tally_line {
		const char *vm, *vcpu;
		uint64_t count[TALLY_COUNTS];
		bool listed;	/* in vcpus */
	} *line;		/* in the order of vm and vcpu */
};

/**
 * tally_make() - Add up the counts.
 * @t: the result; @t->line is to be freed
 * @reasons: the table, which must live as long as @t
 * @vcpus: the table, which must live as long as @t
 *
 * Return: false, and nothing to be freed, if the tables lack a column.
 */
bool tally_make(struct tally *t, const struct table *reasons, const struct table *vcpus);

/* Return: the tally_count that a column, or a row of summary, shows; -1: none. */
int tally_count_of(const char *name);

/**
 * tally_sums() - Add up the counts of a VM or vCPU.
 * @t: the tally
 * @vm: the VM; NULL: all of them
 * @vcpu: the vCPU; NULL: all of them
 * @sum: is filled
 */
void tally_sums(const struct tally *t, const char *vm, const char *vcpu,
		uint64_t sum[TALLY_COUNTS]);

#endif
