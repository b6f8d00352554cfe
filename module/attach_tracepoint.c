// SPDX-License-Identifier: GPL-2.0-only
/*
 * attach_tracepoint.c - exits, by callbacks on KVM's own tracepoints.
 *
 * KVM fires kvm_exit before it handles an exit and kvm_entry before it enters
 * the guest, both in the vCPU's thread between vcpu_load() and vcpu_put() with
 * preemption off (arch/arm64/kvm/arm.c). Neither says which vCPU it is about.
 * What has to be seen again is seen when KVM_RUN returns, or at the next entry,
 * or, while nobody wants it sooner, at the next exit.
 */
#include <linux/bitops.h>
#include <linux/kprobes.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>

#include "account.h"
#include "attach_private.h"
#include "points.h"
#include "running.h"
#include "surplus.h"

static noinline void exit_of_surplus(struct kvm_vcpu *vcpu, u32 index)
{
	struct exit_frame f;

	/* There is not room for many: keep them no longer than need be. */
	attach_want_entry(ENTRY_FOR_SURPLUS, true);
	if (!account_exit(&f, NULL, vcpu, index) || surplus_open(vcpu, &f))
		return;
	if (!f.counted)
		count(&unattributed_counters()->lost, 1);
}
NOKPROBE_SYMBOL(exit_of_surplus);

/* False, and nothing has happened, if it takes more. */
static __always_inline bool on_exit_quick(u32 index, bool hot)
{
	struct kvm_vcpu *vcpu = running_vcpu_guess();
	struct record *rec = record_guessed(vcpu);

	if (rec && account_muted(rec))
		return true;
	return likely(rec && account_quick(rec, vcpu, index, hot));
}

static noinline void on_exit_fully(u32 index)
{
	struct record *rec;
	struct kvm_vcpu *vcpu;

	if (account_hot_on() && on_exit_quick(index, true))
		return;
	vcpu = running_vcpu(&rec);
	if (unlikely(!vcpu))
		return;
	/* An exit whose end was not seen, and had to be. */
	account_close(rec, vcpu, 1);
	rec = record_caught_up(rec, vcpu, 1);
	if (account_muted(rec))
		return;
	if (unlikely(!rec))
		exit_of_surplus(vcpu, index);
	else
		rec->frame.open = account_exit(&rec->frame, rec, vcpu, index);
}
NOKPROBE_SYMBOL(on_exit_fully);

/*
 * Arguments as KVM's TP_PROTO has them, on every kernel from 5.10 to 7.3. No
 * more is done here than most exits need, with one call for all else: so the
 * compiler makes do with few registers and, mostly, without a frame.
 */
static void on_exit(void *unused, int index, unsigned int ec, unsigned long pc)
{
	if (account_hot_on() || !on_exit_quick(index, false))
		on_exit_fully(index);
}
NOKPROBE_SYMBOL(on_exit);

static noinline void on_entry_fully(void)
{
	struct record *rec;
	struct kvm_vcpu *vcpu = running_vcpu(&rec);

	if (unlikely(!vcpu))
		return;
	/* Of a reset since the exit, the time since the reset remains. */
	if (rec)
		rec = record_caught_up(rec, vcpu, 0);
	if (!account_muted(rec))
		account_reenter(rec, vcpu);
}
NOKPROBE_SYMBOL(on_entry_fully);

static void on_entry(void *unused, unsigned long pc)
{
	struct record *rec = record_guessed(running_vcpu_guess());

	if (rec && account_muted(rec))
		return;
	if (unlikely(!rec || !account_reenter_quick(rec)))
		on_entry_fully();
}
NOKPROBE_SYMBOL(on_entry);

static struct point on_exit_point = { TRACE_EXIT, on_exit };
static struct point on_entry_point = { TRACE_ENTRY, on_entry };
static struct point *const points[] = { &on_exit_point, &on_entry_point };

/*
 * The entry costs too. It is only attached while somebody wants to know
 * sooner than at the vCPU's next exit that the last one has been handled.
 */
static unsigned long entry_wanted;	/* bits: enum entry_user */
static bool running;
static DEFINE_MUTEX(entry_lock);

static void entry_work_fn(struct work_struct *work)
{
	mutex_lock(&entry_lock);
	if (running && READ_ONCE(entry_wanted) && !on_entry_point.armed)
		point_arm(&on_entry_point);
	else if (!READ_ONCE(entry_wanted))
		point_disarm(&on_entry_point);
	mutex_unlock(&entry_lock);
}
static DECLARE_WORK(entry_work, entry_work_fn);

void attach_want_entry(enum entry_user who, bool wanted)
{
	if (test_bit(who, &entry_wanted) == wanted)
		return;
	if (wanted)
		set_bit(who, &entry_wanted);
	else
		clear_bit(who, &entry_wanted);
	/* May be where nothing can sleep, or with KVM's tracepoints locked. */
	if (READ_ONCE(running))
		schedule_work(&entry_work);
}
NOKPROBE_SYMBOL(attach_want_entry);

int attach_entry_settled(void)
{
	flush_work(&entry_work);
	if (READ_ONCE(running) && READ_ONCE(entry_wanted) &&
	    !on_entry_point.armed)
		return -ENOMEM;
	return 0;
}

static int in(unsigned int maxactive)
{
	unsigned int i;
	int err = 0;

	for (i = 0; !err && i < ARRAY_SIZE(points); i++)
		err = point_find(points[i], "Or choose attach=kretprobe");
	return err;
}

static int disarm(void)
{
	WRITE_ONCE(running, false);
	cancel_work_sync(&entry_work);
	point_disarm(&on_exit_point);
	point_disarm(&on_entry_point);
	/* No callback runs when this returns. */
	points_synchronize();
	/* One may have asked in its last moment. */
	cancel_work_sync(&entry_work);
	surplus_clear();
	return 0;
}

static int arm(void)
{
	int err = 0;

	if (READ_ONCE(entry_wanted))
		err = point_arm(&on_entry_point);
	if (!err)
		err = point_arm(&on_exit_point);
	if (err) {
		disarm();
		return err;
	}
	WRITE_ONCE(running, true);
	/* Somebody may have asked since. */
	schedule_work(&entry_work);
	return 0;
}

/* Armed callbacks are unregistered by disarm() before. */
static void out(void)
{
}

static bool status(unsigned int n, struct probe_status *status)
{
	if (n >= ARRAY_SIZE(points))
		return false;
	status->symbol = points[n]->name;
	status->kind = "tracepoint";
	status->state = points[n]->armed ? "armed" : "disabled";
	status->hits = n ? HITS_UNKNOWN : HITS_EXITS;
	status->missed = 0;
	return true;
}

const struct exit_source exit_by_tracepoint = {
	.name	= "tracepoint",
	.sees_entry = true,
	.in	= in,
	.out	= out,
	.arm	= arm,
	.disarm	= disarm,
	.status	= status,
};
