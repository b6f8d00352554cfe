/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * private.h - for this folder alone: what exit.c, run.c and life.c share.
 */
#ifndef KVMTRAP_ACCOUNT_PRIVATE_H
#define KVMTRAP_ACCOUNT_PRIVATE_H

#include "registry/handler.h"

/**
 * account_lost() - count what went past the probe
 * @rec: the record of the vCPU
 * @now: arch_stat_exits() of the vCPU
 * @at_exit: this event is itself an exit of it, not accounted for yet
 *
 * Each number between the last one seen and @now is an exit that KVM counted and no
 * event told of. There is the reverse, too: an exit that an event tells of and KVM has not
 * counted, as KVM entered the guest again at once. No event told of that entry.
 *
 * Context: handler, preemption off; takes no lock.
 * Return: true if an exit or an entry since the last event was not seen.
 */
static __always_inline bool account_lost(struct record *rec, u64 now, bool at_exit)
{
	u64 expected = rec->seen_exits + at_exit;
	bool unseen = true;

	/* If @now is below @expected, somebody cleared KVM's statistics: nothing is counted. */
	if (unlikely(now > expected))
		counters_unseen(&rec->c, now - expected);
	else if (at_exit && unlikely(arch_is_reentered(now, rec->seen_exits)))
		count(&rec->c.reentered, 1);
	else
		unseen = false;
	WRITE_ONCE(rec->seen_exits, now);
	return unseen;
}

#endif
