// SPDX-License-Identifier: GPL-2.0-only
/*
 * times.c - switching times on and off, and the one event that only
 * they need: KVM's kvm_vcpu_wakeup, in the vCPU's thread when it has slept.
 */
#include <linux/kprobes.h>
#include <linux/preempt.h>
#include <linux/kvm_host.h>
#include <trace/events/kvm.h>

#include "account/entry_users.h"
#include "account/exit.h"
#include "account/vcpu.h"
#include "registry/control.h"
#include "current_vcpu.h"
#include "kvm_tracepoint.h"
#include "private.h"
#include "probes.h"
#include "status.h"

/* Arguments as KVM's TP_PROTO has them. */
static void attach_on_wakeup(void *unused, u64 ns, bool waited, bool valid)
{
	struct record *rec;

	/* From 7.2 on tracepoints call back with preemption on. */
	preempt_disable_notrace();
	if (attach_vcpu_by_thread(&rec) && rec)
		account_wakeup(rec);
	preempt_enable_notrace();
}
NOKPROBE_SYMBOL(attach_on_wakeup);

static struct point wakeup = { "kvm_vcpu_wakeup", attach_on_wakeup };

/* KVM declares this tracepoint where modules see it: the compiler checks the callback. */
static void __maybe_unused check_callback(void)
{
	check_trace_callback_type_kvm_vcpu_wakeup(attach_on_wakeup);
}
static bool on;

int attach_times_arm(void)
{
	return on ? attach_point_arm(&wakeup) : 0;
}

void attach_times_disarm(void)
{
	attach_point_disarm(&wakeup);
	attach_points_synchronize();
}

bool attach_times_status(unsigned int n, struct probe_status *status)
{
	if (!on || n)
		return false;
	attach_point_status(status, &wakeup, HITS_UNKNOWN);
	return true;
}

int attach_times_on(const struct exit_source *source, bool counting)
{
	int err = attach_point_find(&wakeup, "Times need it");

	if (err)
		return err;
	err = registry_times_alloc();
	if (err) {
		pr_err("no memory for the times of %u vCPUs: try a smaller max_vcpus\n",
		       registry_size());
		return err;
	}
	on = true;
	err = counting ? attach_times_arm() : 0;
	if (!err) {
		entry_user_set(ENTRY_FOR_TIMES, true);
		if (source->settle_entry)
			err = source->settle_entry();
	}
	if (err) {
		attach_times_off();
		return err;
	}
	/* Last, so that no state begins before its end can be seen. */
	static_branch_enable(&account_times_key);
	static_branch_inc(&account_more_key);
	return 0;
}

void attach_times_off(void)
{
	if (!on)
		return;
	if (static_key_enabled(&account_times_key))
		static_branch_dec(&account_more_key);
	static_branch_disable(&account_times_key);
	entry_user_set(ENTRY_FOR_TIMES, false);
	attach_times_disarm();
	on = false;
	registry_times_free();
}
