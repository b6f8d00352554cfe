// SPDX-License-Identifier: GPL-2.0-only
/*
 * times.c - switching times on and off, and what only they need: a callback on
 * kvm_vcpu_wakeup, which KVM fires in the vCPU's thread when it has slept; and, where
 * the begin of KVM_RUN is not seen, a return probe on the ioctl by which the VMM switches
 * a vCPU off.
 */
#include <linux/kprobes.h>
#include <linux/preempt.h>
#include <linux/kvm_host.h>
#include <trace/events/kvm.h>

#include "account/entry_users.h"
#include "account/fast.h"
#include "account/run.h"
#include "registry/control.h"
#include "current_vcpu.h"
#include "entry.h"
#include "kvm_tracepoint.h"
#include "private.h"
#include "status.h"
#include "times.h"

static noinline void attach_on_wakeup_slow(void)
{
	struct record *rec;

	if (attach_vcpu_by_thread(&rec) && rec)
		account_wakeup(rec);
}
NOKPROBE_SYMBOL(attach_on_wakeup_slow);

/* Arguments as KVM's TP_PROTO has them. */
static void attach_on_wakeup(void *unused, u64 ns, bool waited, bool valid)
{
	struct record *rec;

	/* From 7.2 on tracepoints call back with preemption on. */
	preempt_disable_notrace();
	if (!record_at_hand(attach_vcpu_guess(), &rec) || !account_wakeup_fast(rec))
		attach_on_wakeup_slow();
	preempt_enable_notrace();
}
NOKPROBE_SYMBOL(attach_on_wakeup);

static struct point wakeup = { "kvm_vcpu_wakeup", attach_on_wakeup };

/* KVM declares this tracepoint where modules see it: the compiler checks the callback. */
static void __maybe_unused check_callback(void)
{
	check_trace_callback_type_kvm_vcpu_wakeup(attach_on_wakeup);
}

/* Kept from the entry of kvm_arch_vcpu_ioctl_set_mpstate to its return. */
struct switching {
	const struct kvm_vcpu *vcpu;
};

/* No instance is held for a state in which the vCPU can run. */
static int attach_mp_state_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	const struct kvm_mp_state *state = (void *)regs_get_kernel_argument(regs, 1);
	struct switching *switching = (void *)ri->data;

	if (!arch_mp_state_is_off(state->mp_state))
		return 1;
	switching->vcpu = (void *)regs_get_kernel_argument(regs, 0);
	return 0;
}
NOKPROBE_SYMBOL(attach_mp_state_entry);

/*
 * KVM refuses some states: which, depends on the kernel and on the vCPU, in ways that no header
 * shows. Only the return tells.
 */
static int attach_mp_state_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct switching *switching = (void *)ri->data;

	if (!(int)regs_return_value(regs))
		account_switched_off(switching->vcpu);
	return 0;
}
NOKPROBE_SYMBOL(attach_mp_state_return);

/*
 * The kernel's default maxactive: KVM hardly ever sleeps in the call. A call that is missed
 * leaves the time to the VMM.
 */
static struct kretprobe mp_state_probe = {
	.kp.symbol_name	= ARCH_SYMBOL_MP_STATE,
	.entry_handler	= attach_mp_state_entry,
	.handler	= attach_mp_state_return,
	.data_size	= sizeof(struct switching),
};

static bool on, mp_state_probed;
static u64 mp_state_missed;	/* by registrations that have ended: each begins at 0 */

static int attach_mp_state_register(void)
{
	int err;

	/* The last registration left an address. A probe with that and a name is refused. */
	mp_state_probe.kp.addr = NULL;
	mp_state_probe.kp.flags = 0;
	err = register_kretprobe(&mp_state_probe);
	if (err)
		return attach_refuse_probe(ARCH_SYMBOL_MP_STATE, err);
	mp_state_probed = true;
	return 0;
}

static void attach_mp_state_unregister(void)
{
	if (mp_state_probed) {
		unregister_kretprobe(&mp_state_probe);
		mp_state_missed += mp_state_probe.kp.nmissed + mp_state_probe.nmissed;
	}
	mp_state_probed = false;
}

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
	/* A probe that is not registered has no address to look at. */
	if (!on || n > mp_state_probed)
		return false;
	if (n == 0) {
		attach_point_status(status, &wakeup, HITS_UNKNOWN);
	} else {
		attach_kretprobe_status(status, &mp_state_probe, HITS_UNKNOWN);
		status->missed += mp_state_missed;
	}
	status->always = n == 1;
	return true;
}

void attach_times_reset_missed(void)
{
	mp_state_missed = 0;
}

static int attach_times_begin(void)
{
	int err;

	/*
	 * The two keys are patched into the code one place after another. Only then
	 * do records get their times, so that no state begins whose end is not seen.
	 */
	static_branch_inc(&account_more_key);
	static_branch_enable(&account_times_key);
	err = registry_times_alloc();
	if (err)
		pr_err("no memory for the times of %u vCPUs: try a smaller max_vcpus\n",
		       registry_size());
	return err;
}

int attach_times_on(const struct exit_source *source, bool counting)
{
	int err = attach_point_find(&wakeup, "Times need it") ?:
		  attach_entry_find("Times need it");

	if (err)
		return err;
	on = true;
	err = source->sees_begin ? 0 : attach_mp_state_register();
	if (!err && counting)
		err = attach_times_arm();
	if (!err) {
		entry_user_set(ENTRY_FOR_TIMES, true);
		err = attach_entry_settle();
	}
	if (!err)
		err = attach_times_begin();
	if (err)
		attach_times_off();
	return err;
}

void attach_times_off(void)
{
	if (!on)
		return;
	registry_times_free();
	if (static_key_enabled(&account_times_key))
		static_branch_dec(&account_more_key);
	static_branch_disable(&account_times_key);
	entry_user_set(ENTRY_FOR_TIMES, false);
	attach_times_disarm();
	attach_mp_state_unregister();
	on = false;
}
