// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracepoint.c - exits, by callbacks on KVM's own tracepoints.
 *
 * KVM fires kvm_exit before it handles an exit and kvm_entry before it enters
 * the guest, both in the vCPU's thread between vcpu_load() and vcpu_put().
 * Preemption is off in a callback. KVM has switched it off by then, except at
 * kvm_exit on AMD hosts with an older KVM (see arch_exit_begins() of x86). There
 * the tracepoint itself switches it off, as all tracepoints did before 7.2.
 *
 * On x86 the two say which vCPU it is, on arm64 only with the patches of
 * docs/upstream/ (KVMTRAP_VCPU_TOLD); else see current_vcpu.h. An exit whose
 * outcome is needed is looked at again when KVM_RUN returns, or at the next entry
 * if somebody wants to know that soon, or else at the next exit.
 */
#include <linux/errno.h>
#include <linux/kprobes.h>

#include "account/fast.h"
#include "account/unattributed.h"
#include "account/run.h"
#include "registry/control.h"
#include "current_vcpu.h"
#include "entry.h"
#include "kvm_tracepoint.h"
#include "private.h"
#include "status.h"

static noinline void attach_exit_of_unattributed(struct kvm_vcpu *vcpu, u32 code,
						 u32 era)
{
	struct exit_frame f;

	/* There is little room for open exits: see the next entry, to close this one. */
	attach_entry_for_unattributed();
	if (!account_exit(&f, NULL, vcpu, code) || unattributed_open(vcpu, &f, era))
		return;
	if (!f.counted)
		count(&registry_unattributed()->lost, 1);
}
NOKPROBE_SYMBOL(attach_exit_of_unattributed);

static noinline void attach_on_exit_slow(struct kvm_vcpu *vcpu, u32 code)
{
	struct record *rec;
	u32 era;

	arch_exit_begins();
	vcpu = attach_vcpu(vcpu, &rec);
	if (unlikely(!vcpu))
		return;
	if (unlikely(!rec)) {
		account_handled_unattributed(vcpu, true, 1);
		rec = account_first(vcpu);
	}
	if (rec) {
		if (!record_is_in_thread(rec))
			record_enter_thread(rec);
		if (account_sync(rec, vcpu, true, 1)) {
			rec->frame.open = account_exit(&rec->frame, rec, vcpu,
						       code);
			record_expect(rec, vcpu);
		}
	} else if (unattributed_counts(&era)) {
		attach_exit_of_unattributed(vcpu, code, era);
	}
}
NOKPROBE_SYMBOL(attach_on_exit_slow);

static noinline void attach_on_exit_other(struct kvm_vcpu *vcpu, u32 code)
{
	struct record *rec;

	if (!record_at_hand(vcpu, &rec) ||
	    unlikely(!(account_more() ? account_fast_more(rec, vcpu, code, true) :
		       ARCH_FAST_CALLS && account_fast(rec, vcpu, code, true))))
		attach_on_exit_slow(vcpu, code);
}
NOKPROBE_SYMBOL(attach_on_exit_other);

/* What can be done without a call, and so without a frame. True if that was all. */
static __always_inline bool attach_exit_is_done(const struct kvm_vcpu *vcpu, u32 code)
{
	struct record *rec;

	if (ARCH_FAST_CALLS)
		return !account_more() && record_at_hand(vcpu, &rec) &&
		       likely(account_fast(rec, vcpu, code, false));
	return record_at_hand(vcpu, &rec) &&
	       likely(account_more() ? account_fast_more(rec, vcpu, code, false) :
				       account_fast(rec, vcpu, code, false));
}

/*
 * Only what most exits need is done here, with one call for all else. So the
 * compiler needs few registers, and mostly no frame.
 */
static __always_inline void attach_on_exit_any(struct kvm_vcpu *told, u32 code)
{
	struct kvm_vcpu *vcpu = attach_vcpu_fast(told);

	if (unlikely(!attach_exit_is_done(vcpu, code)))
		attach_on_exit_other(vcpu, code);
}

ARCH_EXIT_CALLBACK(attach_on_exit, attach_on_exit_any)
NOKPROBE_SYMBOL(attach_on_exit);

static struct point exit_point = {
	ARCH_POINT_EXIT, attach_on_exit, ARCH_POINT_EXIT_FIELDS
};

#ifdef KVMTRAP_VCPU_TOLD
#define RETURN_FIELDS	{ { "reason", 4 }, { "errno", 4 }, { "vcpu_id", 4 } }

static noinline void attach_on_return_slow(struct kvm_vcpu *vcpu, int ret)
{
	u32 exit_reason = READ_ONCE(vcpu->run->exit_reason);
	struct record *rec;

	if (record_at_hand(vcpu, &rec) && account_return_counted(rec, ret, exit_reason))
		return;
	/* At -ERESTARTNOINTR the kernel calls KVM_RUN again: the VMM does not see it return. */
	if (ret != -ERESTARTNOINTR)
		account_return_told(vcpu, ret, exit_reason);
}
NOKPROBE_SYMBOL(attach_on_return_slow);

static void attach_on_return(void *unused, struct kvm_vcpu *vcpu, int ret)
{
	u32 exit_reason = READ_ONCE(vcpu->run->exit_reason);
	struct record *rec;

	/* From 7.2 on tracepoints call back with preemption on. */
	preempt_disable_notrace();
	if (!record_at_hand(vcpu, &rec) ||
	    !(account_more() ? account_return_fast(rec, ret, exit_reason, true) :
			       account_return_fast(rec, ret, exit_reason, false)))
		attach_on_return_slow(vcpu, ret);
	preempt_enable_notrace();
}
NOKPROBE_SYMBOL(attach_on_return);
#else
#define RETURN_FIELDS	{ { "reason", 4 }, { "errno", 4 } }

static noinline void attach_on_return_slow(u32 exit_reason, int ret)
{
	struct record *rec;

	/* The kernel calls KVM_RUN again: the VMM does not see it return. */
	if (ret == -ERESTARTNOINTR)
		return;
	rec = record_of_thread();
	if (unlikely(!rec)) {
		/* Each of its returns comes here: without the lock of the whole host. */
		if (record_left_out_here())
			return;
		rec = record_held_by_thread();
	}
	account_return(rec, ret, exit_reason);
}
NOKPROBE_SYMBOL(attach_on_return_slow);

/*
 * Whatever is not the return of an exit that is open and plain. Apart, so that the callback needs no
 * frame: it ends with one call, as that of an exit does.
 */
static noinline void attach_on_return_other(struct record *rec, u32 exit_reason, int ret)
{
	if (!rec || unlikely(!account_return_counted(rec, ret, exit_reason)))
		attach_on_return_slow(exit_reason, ret);
}
NOKPROBE_SYMBOL(attach_on_return_other);

/* Arguments as KVM's TP_PROTO has them. */
static void attach_on_return(void *unused, u32 exit_reason, int ret)
{
	struct record *rec;

	/* From 7.2 on tracepoints call back with preemption on. */
	preempt_disable_notrace();
	rec = record_here();
	if (!rec || !(account_more() ? account_return_fast(rec, ret, exit_reason, true) :
				       account_return_fast(rec, ret, exit_reason, false)))
		attach_on_return_other(rec, exit_reason, ret);
	preempt_enable_notrace();
}
NOKPROBE_SYMBOL(attach_on_return);
#endif

static struct point return_point = {
	"kvm_userspace_exit", attach_on_return, RETURN_FIELDS
};

static int exit_tracepoint_prepare(unsigned int maxactive)
{
	return attach_point_find(&exit_point, ARCH_POINT_OTHERWISE) ?:
	       attach_point_find(&return_point, ARCH_POINT_OTHERWISE) ?:
	       attach_entry_find(ARCH_POINT_OTHERWISE);
}

static int exit_tracepoint_disarm(void)
{
	unsigned int uncounted;

	attach_entry_stop();
	attach_point_disarm(&exit_point);
	attach_point_disarm(&return_point);
	/* No callback runs when this returns. */
	attach_points_synchronize();
	registry_forget_runs();
	uncounted = unattributed_clear();
	if (uncounted) {
		preempt_disable();
		count(&registry_unattributed()->lost, uncounted);
		preempt_enable();
	}
	return 0;
}

static int exit_tracepoint_arm(void)
{
	int err = attach_entry_start(~0ul);

	/* The return first: no exit without it. */
	if (!err)
		err = attach_point_arm(&return_point);
	if (!err)
		err = attach_point_arm(&exit_point);
	if (err)
		exit_tracepoint_disarm();
	return err;
}

static bool exit_tracepoint_status(unsigned int n, struct probe_status *status)
{
	if (n == 0)
		attach_point_status(status, &exit_point, HITS_EXITS);
	else if (n == 1)
		attach_point_status(status, &return_point, HITS_RETURNS);
	else if (n == 2)
		attach_entry_status(status);
	return n < 3;
}

const struct exit_source exit_by_tracepoint = {
	.name	= "tracepoint",
	.sees_early = true,
	.prepare = exit_tracepoint_prepare,
	.arm	= exit_tracepoint_arm,
	.disarm	= exit_tracepoint_disarm,
	.status	= exit_tracepoint_status,
};
