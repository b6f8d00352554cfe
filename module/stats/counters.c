// SPDX-License-Identifier: GPL-2.0-only
/*
 * counters.c - sums over counters; never called on the per-exit path but by
 * the kvmtrap_counts tracepoint.
 */
#include <linux/kprobes.h>

#include "counters.h"

/* Most counters are 0, and readers add up many sets: four that are 0 cost one branch. */
static __always_inline void add_all(u64 *to, const u64 *from, unsigned int n)
{
	const u64 *end = from + n;

	for (; from + 4 <= end; to += 4, from += 4) {
		u64 a = READ_ONCE(from[0]), b = READ_ONCE(from[1]);
		u64 c = READ_ONCE(from[2]), d = READ_ONCE(from[3]);

		if (!(a | b | c | d))
			continue;
		to[0] += a;
		to[1] += b;
		to[2] += c;
		to[3] += d;
	}
	while (from < end)
		*to++ += READ_ONCE(*from++);
}

void counters_add(struct counters *to, const struct counters *from)
{
	to->to_user += READ_ONCE(from->to_user);
	/* Pairs with account_count_return(): never more to_user than exits. */
	smp_rmb();
	to->lost += READ_ONCE(from->lost);
	to->nested += READ_ONCE(from->nested);
	to->reentered += READ_ONCE(from->reentered);
	add_all(to->returns, from->returns, KVMTRAP_NR_RETURNS);
	add_all(to->exits, from->exits, KVMTRAP_NR_REASONS);
}

u64 counters_exits(const struct counters *c)
{
	u64 sum = 0;
	int i;

	for (i = 0; i < KVMTRAP_NR_REASONS; i++)
		sum += c->exits[i];
	return sum;
}

u64 counters_returns(const struct counters *c)
{
	u64 sum = 0;
	int i;

	for (i = 0; i < KVMTRAP_NR_RETURNS; i++)
		sum += c->returns[i];
	return sum;
}

void counters_by_class(const struct counters *c, u64 sum[KVMTRAP_NR_CLASSES])
{
	int i;

	memset(sum, 0, sizeof(*sum) * KVMTRAP_NR_CLASSES);
	for (i = 0; i < KVMTRAP_NR_REASONS; i++)
		if (c->exits[i])
			sum[arch_reason(i)->class] += c->exits[i];
}
NOKPROBE_SYMBOL(counters_by_class);

u64 counters_io(const struct counters *c, enum kvmtrap_io by)
{
	u64 sum = 0;
	int i;

	for (i = 0; i < KVMTRAP_NR_REASONS; i++)
		if (c->exits[i] && arch_io(i) == by)
			sum += c->exits[i];
	return sum;
}
