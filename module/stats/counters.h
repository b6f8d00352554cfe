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
	u64 nested;	/* of the exits, those from a guest's guest; where that is told */
	u64 reentered;	/* of the exits, those after which KVM entered again uncounted */
};

/**
 * count() - add to a counter
 * @counter: the counter
 * @n: how many more
 *
 * No atomic is needed, only that readers see whole values.
 *
 * Context: any; the counter has one writer at a time.
 */
static __always_inline void count(u64 *counter, u64 n)
{
	WRITE_ONCE(*counter, READ_ONCE(*counter) + n);
}

/**
 * counters_exit() - count an exit
 * @c: the counters
 * @reason: of the exit
 *
 * There is a counter for each reason. It is found by adding to a pointer, and not by an
 * index, which some kernels would check at each exit (UBSAN_BOUNDS).
 *
 * Context: any; the counters have one writer at a time.
 */
static __always_inline void counters_exit(struct counters *c,
					  enum kvmtrap_reason reason)
{
	count(c->exits + reason, 1);
}

/**
 * counters_nested() - an exit that is counted was one of a guest's guest
 * @c: the counters
 * @nested: it was
 *
 * Context: any; the counters have one writer at a time.
 */
static __always_inline void counters_nested(struct counters *c, bool nested)
{
	if (ARCH_TELLS_NESTED && unlikely(nested))
		count(&c->nested, 1);
}

/**
 * counters_unseen() - count exits that KVM counted, and that no event told of
 * @c: the counters
 * @n: how many
 *
 * They are lost, unless the architecture knows that no event is ever missed.
 *
 * Context: any; the counters have one writer at a time.
 */
static __always_inline void counters_unseen(struct counters *c, u64 n)
{
	unsigned int reason = ARCH_UNSEEN_REASON;

	count(reason < KVMTRAP_NR_REASONS ? c->exits + reason : &c->lost, n);
}

/**
 * counters_add() - add a snapshot of @from to @to
 * @to: counters that nobody else writes
 * @from: counters that may be counting
 *
 * Context: any.
 */
void counters_add(struct counters *to, const struct counters *from);

/**
 * counters_exits() - all exits of a set
 * @c: counters that nobody writes
 *
 * Context: any.
 * Return: the sum over all reasons.
 */
u64 counters_exits(const struct counters *c);

/**
 * counters_returns() - all returns of KVM_RUN of a set
 * @c: counters that nobody writes
 *
 * Context: any.
 * Return: the sum over all that it returned for.
 */
u64 counters_returns(const struct counters *c);

/**
 * counters_by_class() - the exits of a set, by class
 * @c: counters that nobody writes, or of the current thread's own vCPU
 * @sum: is filled
 *
 * Context: any, a handler as well.
 */
void counters_by_class(const struct counters *c, u64 sum[KVMTRAP_NR_CLASSES]);

/**
 * counters_io() - the exits of class IO of a set
 * @c: counters that nobody writes
 * @by: who answered them
 *
 * Context: any.
 * Return: their sum.
 */
u64 counters_io(const struct counters *c, enum kvmtrap_io by);

#endif
