/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * plain.h - exits that stay open until KVM has handled them, and that its own counts
 * settle then: most aborts.
 */
#ifndef KVMTRAP_ACCOUNT_PLAIN_H
#define KVMTRAP_ACCOUNT_PLAIN_H

#include "exit.h"

/**
 * account_fast_hot() - count what exactly an exit trapped on, while hot is on
 * @rec: the record of @vcpu
 * @vcpu: the vCPU
 * @reason: of the exit, which is settled
 * @detail: what more says what was trapped on
 * @address: the same, of an abort
 * @calls: a constant: false to do only what needs no call, and so no frame
 *
 * Context: handler, preemption off, in the vCPU's thread.
 * Return: false, with nothing done, if it has to be called with @calls.
 */
static __always_inline bool account_fast_hot(struct record *rec,
					     const struct kvm_vcpu *vcpu,
					     enum kvmtrap_reason reason, u64 detail,
					     u64 address, bool calls)
{
	struct hot_entry *entry;

	if (calls)
		account_hot(rec, vcpu, reason, detail, address);
	else if (!account_hot_peek(&entry, rec, vcpu, reason, detail, address))
		return false;
	else if (entry)
		count(&entry->count, 1);
	return true;
}

/**
 * account_settle_plain() - count the plain exit that is open
 * @rec: the record of @vcpu, with a plain exit open after which KVM went on
 * @vcpu: the vCPU
 * @reason: arch_plain_outcome()
 * @more: a constant: account_more()
 * @calls: a constant: as account_fast_hot() has it
 *
 * Context: handler, preemption off; takes no lock.
 * Return: false, with nothing done, if it has to be called with @calls.
 */
static __always_inline bool account_settle_plain(struct record *rec,
						 const struct kvm_vcpu *vcpu,
						 enum kvmtrap_reason reason,
						 bool more, bool calls)
{
	struct exit_frame *f = &rec->frame;
	struct times *t;

	if (more && account_hot_on() && !f->bare &&
	    !account_fast_hot(rec, vcpu, reason, arch_exit_detail(&f->exit.arch),
			      arch_exit_address(&f->exit.arch), calls))
		return false;
	exit_frame_end(f);
	if (reason != KVMTRAP_EC_DABT_LOW)
		arch_stats_read(&f->stats, vcpu);
	counters_exit(&rec->c, reason);
	t = more && account_times_on() ? READ_ONCE(rec->times) : NULL;
	if (t)
		times_settle(t, reason);
	return true;
}

/**
 * account_open_plain() - keep a plain exit open until KVM has handled it
 * @rec: the record of its vCPU
 * @bare: rec->frame.exit is not filled
 *
 * Context: handler at an exit, preemption off; takes no lock.
 */
static __always_inline void account_open_plain(struct record *rec, bool bare)
{
	rec->next_exit = 0;
	rec->frame.open = true;
	rec->frame.plain = true;
	rec->frame.bare = bare;
	rec->frame.counted = false;
	rec->frame.traced = false;
}

#endif
