/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * tally.h - what each vCPU counted, by the table reasons.
 */
#ifndef KVMTRAP_TALLY_H
#define KVMTRAP_TALLY_H

#include <stdbool.h>

#include "input/recording.h"
#include "input/table.h"

/*
 * The counts that reasons tell: columns of vms and vcpus, rows of summary; and
 * those that it does not: vcpus has them.
 */
enum tally_count {
	TALLY_EXITS,
	TALLY_CLASS,
	TALLY_IO_KERNEL = TALLY_CLASS + NR_CLASSES,
	TALLY_IO_USER,
	TALLY_LEFT,
	TALLY_SIGNAL,
	TALLY_LOST,
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

/* False if the tables lack a column that this needs. To be freed: @t->line. */
bool tally_make(struct tally *t, const struct table *reasons, const struct table *vcpus);

/* Of a column, or of a row of summary; -1 if it is none of ours. */
int tally_count_of(const char *name);

/* Over all lines of @vm and @vcpu; NULL: any. */
uint64_t tally_sum(const struct tally *t, const char *vm, const char *vcpu, int count);

#endif
