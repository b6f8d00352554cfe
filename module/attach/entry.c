// SPDX-License-Identifier: GPL-2.0-only
/*
 * entry.c - KVM's tracepoint kvm_entry: that the last exit of a vCPU has
 * been handled.
 *
 * A callback there costs each exit, too. It is attached only while somebody
 * wants to know sooner than at the vCPU's next exit.
 */
#include <linux/bitops.h>
#include <linux/jiffies.h>
#include <linux/kprobes.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>

#include "account/entry_users.h"
#include "account/fast.h"
#include "account/unattributed.h"
#include "current_vcpu.h"
#include "entry.h"
#include "kvm_tracepoint.h"
#include "private.h"
#include "status.h"

static noinline void attach_on_entry_slow(struct kvm_vcpu *vcpu)
{
	struct record *rec;

	vcpu = attach_vcpu(vcpu, &rec);
	if (unlikely(!vcpu))
		return;
	if (!rec)
		account_handled_unattributed(vcpu, false, 1);
	else if (account_sync(rec, vcpu, false, 1) && account_times_on())
		account_times_entered(rec);
}
NOKPROBE_SYMBOL(attach_on_entry_slow);

static noinline void attach_on_entry_other(struct kvm_vcpu *vcpu)
{
	struct record *rec;

	if (!account_hot_on() || !record_at_hand(vcpu, &rec) ||
	    !account_reenter_fast(rec, vcpu, true))
		attach_on_entry_slow(vcpu);
}
NOKPROBE_SYMBOL(attach_on_entry_other);

/* With one call for all that is rare, as attach_on_exit_any() of tracepoint.c. */
static __always_inline void attach_on_entry_any(struct kvm_vcpu *told)
{
	struct kvm_vcpu *vcpu = attach_vcpu_fast(told);
	struct record *rec;

	if (!record_at_hand(vcpu, &rec) ||
	    unlikely(!account_reenter_fast(rec, vcpu, false)))
		attach_on_entry_other(vcpu);
}

ARCH_ENTRY_CALLBACK(attach_on_entry, attach_on_entry_any)
NOKPROBE_SYMBOL(attach_on_entry);

static struct point entry_point = {
	ARCH_POINT_ENTRY, attach_on_entry, ARCH_POINT_ENTRY_FIELDS
};

/* When a vCPU without a record last exited, in jiffies; how long entries are seen after it. */
static unsigned long unattributed_at;
#define UNATTRIBUTED_LINGERS	HZ

/* The users for which it is armed: bits, enum entry_user. */
static unsigned long entry_users;

/* Guards entry_users, and whether entry_point is armed. */
static DEFINE_MUTEX(entry_lock);

static void attach_entry_linger(struct work_struct *work);
static DECLARE_DELAYED_WORK(linger, attach_entry_linger);

static int attach_entry_follow(void)
{
	int err = 0;

	mutex_lock(&entry_lock);
	if (!entry_users_any(entry_users))
		attach_point_disarm(&entry_point);
	else if (!entry_point.armed)
		err = attach_point_arm(&entry_point);
	mutex_unlock(&entry_lock);
	return err;
}

static void attach_entry_users_work(struct work_struct *work)
{
	attach_entry_follow();
	if (entry_users_any(BIT(ENTRY_FOR_UNATTRIBUTED)))
		schedule_delayed_work(&linger, UNATTRIBUTED_LINGERS);
}
static DECLARE_WORK(users_work, attach_entry_users_work);

/* It may run where nothing can sleep, or with the kernel's tracepoints locked. */
static void attach_entry_users_changed(void)
{
	schedule_work(&users_work);
}
NOKPROBE_SYMBOL(attach_entry_users_changed);

static void attach_entry_linger(struct work_struct *work)
{
	if (!unattributed_any() &&
	    time_after(jiffies, READ_ONCE(unattributed_at) + UNATTRIBUTED_LINGERS))
		entry_user_set(ENTRY_FOR_UNATTRIBUTED, false);
	else
		attach_entry_users_work(NULL);
}

void attach_entry_for_unattributed(void)
{
	unsigned long now = jiffies;

	/* All CPUs come here: do not take the cache line from each other at each exit. */
	if (READ_ONCE(unattributed_at) != now)
		WRITE_ONCE(unattributed_at, now);
	if (!entry_user_is_set(ENTRY_FOR_UNATTRIBUTED))
		entry_user_set(ENTRY_FOR_UNATTRIBUTED, true);
}
NOKPROBE_SYMBOL(attach_entry_for_unattributed);

int attach_entry_settle(void)
{
	return attach_entry_follow();
}

int attach_entry_find(const char *otherwise)
{
	return attach_point_find(&entry_point, otherwise);
}

int attach_entry_start(unsigned long users)
{
	mutex_lock(&entry_lock);
	entry_users = users;
	mutex_unlock(&entry_lock);
	entry_users_follow(attach_entry_users_changed);
	return attach_entry_follow();
}

/* Callbacks may run on until attach_points_synchronize(). */
void attach_entry_stop(void)
{
	entry_users_follow(NULL);
	cancel_delayed_work_sync(&linger);
	cancel_work_sync(&users_work);
	/* users_work may have scheduled it again meanwhile. */
	cancel_delayed_work_sync(&linger);
	attach_entry_follow();
}

void attach_entry_status(struct probe_status *status)
{
	attach_point_status(status, &entry_point, HITS_UNKNOWN);
}
