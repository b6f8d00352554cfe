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
 * @detail: arch_exit_detail() of the exit
 * @address: arch_exit_address() of the exit
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
 * @reason: arch_plain_outcome() of it
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
	arch_plain_ends(&f->stats, vcpu, reason);
	counters_exit(&rec->c, reason);
	t = more && account_times_on() ? READ_ONCE(rec->times) : NULL;
	if (t)
		times_settle(t, reason);
	return true;
}

/**
 * account_plain_outcome() - the final reason of the plain exit that is open
 * @reason: is set to it
 * @rec: the record of @vcpu, with a plain exit open after which KVM went on
 * @vcpu: the vCPU
 * @fresh: is set if the frame has KVM's counts of now
 * @calls: a constant: as account_fast_hot() has it
 *
 * Context: handler, preemption off; takes no lock.
 * Return: false if it has to be called with @calls, or the slow path has to find out.
 */
static __always_inline bool account_plain_outcome(enum kvmtrap_reason *reason,
						  const struct record *rec,
						  const struct kvm_vcpu *vcpu,
						  bool *fresh, bool calls)
{
	const struct exit_frame *f = &rec->frame;

	*reason = f->exit.reason;
	return likely(arch_plain_outcome(reason, &f->exit.arch, &f->stats, vcpu, fresh,
					 calls));
}

/**
 * account_open_plain() - keep a plain exit open until KVM has handled it
 * @rec: the record of its vCPU
 * @vcpu: the vCPU
 * @reason: of the exit, as far as is known
 * @detail: as arch_exit_detail() or arch_exit_read_fast() gives it
 * @code: what the probe was told, for arch_exit_read()
 * @bare: nobody needs more of it than its reason
 * @fresh: the frame has KVM's counts of now
 *
 * Context: handler at an exit, preemption off; takes no lock.
 */
static __always_inline void account_open_plain(struct record *rec,
					       const struct kvm_vcpu *vcpu,
					       enum kvmtrap_reason reason, u64 detail,
					       u32 code, bool bare, bool fresh)
{
	struct exit_frame *f = &rec->frame;

	rec->next_exit = LOOK_CLOSER;
	f->open = true;
	f->plain = true;
	f->bare = bare && arch_plain_is_bare(reason);
	f->counted = false;
	f->traced = false;
	arch_plain_opens(&f->stats, vcpu, reason, fresh);
	if (ARCH_PLAIN_IS_BARE && f->bare)
		return;
	f->exit.reason = reason;
	arch_plain_read(&f->exit.arch, vcpu, reason, detail, code, rec->facts,
			f->bare);
}

#endif
