// SPDX-License-Identifier: GPL-2.0-only
/*
 * counters.c - sums over counters; never called on the per-exit path but by
 * the kvmtrap_counts tracepoint.
 */
#include <linux/kprobes.h>

#include "counters.h"

void counters_add(struct counters *to, const struct counters *from)
{
	int i;

	to->to_user += READ_ONCE(from->to_user);
	/* Pairs with account_run_return(): never more to_user than exits. */
	smp_rmb();
	to->lost += READ_ONCE(from->lost);
	for (i = 0; i < KVMTRAP_NR_RETURNS; i++)
		to->returns[i] += READ_ONCE(from->returns[i]);
	for (i = 0; i < KVMTRAP_NR_REASONS; i++)
		to->exits[i] += READ_ONCE(from->exits[i]);
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
		sum[arch_reason(i)->class] += c->exits[i];
}
NOKPROBE_SYMBOL(counters_by_class);

u64 counters_io(const struct counters *c, enum kvmtrap_io by)
{
	u64 sum = 0;
	int i;

	for (i = 0; i < KVMTRAP_NR_REASONS; i++)
		if (arch_io(i) == by)
			sum += c->exits[i];
	return sum;
}
