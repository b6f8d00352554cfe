/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * counters.h - what is counted, and how.
 *
 * Each set of counters has one writer at a time: the thread that holds the
 * vCPU's mutex in KVM_RUN (or, for what has no record, the current CPU with
 * preemption off). Readers take no part: they see each counter whole, and
 * every total is a sum of counters read once, so that classes always add up.
 * Nothing stores a total.
 */
#ifndef KVMTRAP_COUNTERS_H
#define KVMTRAP_COUNTERS_H

#include <linux/compiler.h>
#include <linux/string.h>
#include <linux/types.h>

#include "decode/decode.h"

struct counters {
	u64 exits[KVMTRAP_NR_REASONS];
	u64 returns[KVMTRAP_NR_RETURNS];
	u64 to_user;	/* returns of KVM_RUN that an exit was the cause of */
	u64 lost;	/* exits that KVM counted and the probe did not see */
};

/* Single writer: no atomic is needed, only that readers see whole values. */
static __always_inline void count(u64 *counter, u64 n)
{
	WRITE_ONCE(*counter, READ_ONCE(*counter) + n);
}

/* counters_add - add a snapshot of @from, which may be counting, to @to */
void counters_add(struct counters *to, const struct counters *from);

/* Sums over a set that nobody writes. */
u64 counters_exits(const struct counters *c);
u64 counters_returns(const struct counters *c);
void counters_by_class(const struct counters *c, u64 sum[KVMTRAP_NR_CLASSES]);
u64 counters_io(const struct counters *c, enum kvmtrap_io by);

#endif
