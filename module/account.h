/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * account.h - what happens at an exit, when KVM has handled it, when KVM_RUN
 * begins and returns, and when a vCPU goes.
 *
 * Called with preemption off. No lock, no allocation; one counter is written
 * an exit, besides KVM's own count at that exit. @rec is NULL for a vCPU that
 * has no record: what it does is counted, but unattributed.
 */
#ifndef KVMTRAP_ACCOUNT_H
#define KVMTRAP_ACCOUNT_H

#include "arch/arm64/capture.h"
#include "publish_trace.h"
#include "registry_fast.h"

/*
 * account_exit() - an exit, before KVM handles it
 * @f: filled if the answer is true
 *
 * Does it have to be seen again by account_handled()?
 */
bool account_exit(struct exit_frame *f, struct record *rec,
		  struct kvm_vcpu *vcpu, u32 index);

/*
 * account_quick() - the same for an exit of which all is known at once
 *
 * False, and nothing has happened, if that is not so.
 */
static __always_inline bool account_quick(struct record *rec,
					  const struct kvm_vcpu *vcpu,
					  u32 index)
{
	enum kvmtrap_reason reason;

	if (trace_exit_wanted() || unlikely(rec->frame.open))
		return false;
	if (likely(index == EXIT_TRAP))
		reason = ESR_EC(kvm_vcpu_get_esr(vcpu));
	else if (likely(index == EXIT_IRQ))
		reason = KVMTRAP_R_IRQ;
	else
		return false;
	if (unlikely(kvmtrap_needs_outcome(reason)))
		return false;
	rec->seen_exits++;
	count(&rec->c.exits[reason], 1);
	return true;
}

/*
 * account_handled() - KVM has handled the exit
 * @ret: what handle_exit() returned: above 0 back to the guest, 0 to the VMM,
 *	 below 0 an error
 */
void account_handled(struct exit_frame *f, struct record *rec,
		     struct kvm_vcpu *vcpu, int ret);

/* Account for an exit that is still open, if there is one. */
void account_close(struct record *rec, struct kvm_vcpu *vcpu, int ret);

/*
 * account_reenter() - KVM enters the guest again: what was left open at the
 * last exit has been handled. For who sees no return of handle_exit().
 */
static __always_inline void account_reenter(struct record *rec,
					    struct kvm_vcpu *vcpu)
{
	if (!rec || unlikely(rec->frame.open))
		account_close(rec, vcpu, 1);
}

void account_run(struct kvm_vcpu *vcpu);
void account_run_return(struct kvm_vcpu *vcpu, int ret);

/* The vCPU's last exits may have gone past the probe. */
void account_destroy(struct kvm_vcpu *vcpu);

#endif
