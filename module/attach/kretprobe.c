// SPDX-License-Identifier: GPL-2.0-only
/*
 * kretprobe.c - exits, by a return probe on handle_exit.
 *
 * An instance is held until the function returns, and from 6.12 on the return is a
 * second trap. So the entry declines it, but for the few exits that nothing else can
 * settle. A vCPU asleep in WFI holds no instance. What KVM's counts settle, most aborts, is
 * settled at the vCPU's next event. Times take the entry to the guest for the end of
 * handling.
 */
#include <linux/bits.h>
#include <linux/cpumask.h>
#include <linux/kprobes.h>

#include "account/entry_users.h"
#include "account/fast.h"
#include "compat.h"
#include "current_vcpu.h"
#include "entry.h"
#include "kvm_tracepoint.h"
#include "private.h"
#include "run.h"
#include "status.h"

/* From so many CPUs on the log says that CPUs contend for return-probe instances. */
#define MANY_CPUS	8

/* Kept from the entry of handle_exit to its return. */
struct handling {
	struct kvm_vcpu *vcpu;
	struct record *rec;
	/* Of a vCPU without a record. */
	struct exit_frame frame;
	u32 era;
};

/* An open exit that is not plain needs what handle_exit() returns. */
static bool attach_return_decides(const struct exit_frame *f)
{
	return f->open && !f->plain;
}
NOKPROBE_SYMBOL(attach_return_decides);

/* Returns true if the return has to be seen. */
static bool attach_exit_slow(struct handling *h, u32 code)
{
	struct exit_frame *f;

	h->rec = record_known(h->vcpu);
	if (unlikely(!h->rec)) {
		/* Another function of the same name has no vCPU in this argument. */
		if (!attach_vcpu_is(h->vcpu)) {
			attach_refuse_call();
			return false;
		}
		h->rec = account_first(h->vcpu);
		if (!h->rec && !unattributed_counts(&h->era))
			return false;
	}
	if (h->rec && !account_sync(h->rec, h->vcpu, true, 1))
		return false;
	f = h->rec ? &h->rec->frame : &h->frame;
	f->open = account_exit(f, h->rec, h->vcpu, code);
	if (h->rec)
		record_expect(h->rec, h->vcpu);
	return attach_return_decides(f);
}
NOKPROBE_SYMBOL(attach_exit_slow);

static noinline bool attach_exit_other(struct handling *h, u32 code)
{
	if (account_more() && record_at_hand(h->vcpu, &h->rec) &&
	    account_fast_more(h->rec, h->vcpu, code, true))
		return false;
	return attach_exit_slow(h, code);
}
NOKPROBE_SYMBOL(attach_exit_other);

/*
 * Non-zero: the return need not be seen. With one call for all that is rare, as
 * attach_on_exit_any() of tracepoint.c.
 */
static int attach_exit_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct kvm_vcpu *vcpu = (void *)regs_get_kernel_argument(regs, 0);
	u32 code = regs_get_kernel_argument(regs, 1);
	struct handling *h = (void *)ri->data;
	struct record *rec;

	/*
	 * Only another function of this name has NULL here. A record without a vCPU would
	 * match it.
	 */
	if (unlikely(!vcpu)) {
		attach_refuse_call();
		return 1;
	}
	h->vcpu = vcpu;
	if (!record_at_hand(vcpu, &rec) ||
	    unlikely(!(account_more() ? account_fast_more(rec, vcpu, code, false) :
					account_fast(rec, vcpu, code, false))))
		return !attach_exit_other(h, code);
	return 1;
}
NOKPROBE_SYMBOL(attach_exit_entry);

static int attach_exit_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct handling *h = (void *)ri->data;
	int ret = regs_return_value(regs);

	if (h->rec) {
		/* A control that was written meanwhile says where the open exit counts. */
		if (account_sync(h->rec, h->vcpu, false, ret))
			record_expect(h->rec, h->vcpu);
	} else if (h->frame.open && !unattributed_era_is_over(h->era)) {
		account_handled(&h->frame, NULL, h->vcpu, ret);
	}
	return 0;
}
NOKPROBE_SYMBOL(attach_exit_return);

static struct kretprobe exit_probe = {
	.kp.symbol_name	= ARCH_SYMBOL_EXIT,
	.entry_handler	= attach_exit_entry,
	.handler	= attach_exit_return,
	.data_size	= sizeof(struct handling),
};

static int exit_kretprobe_prepare(unsigned int maxactive)
{
	int err;

	exit_probe.maxactive = maxactive;
	exit_probe.kp.flags = KPROBE_FLAG_DISABLED;
	err = attach_run_register(maxactive);
	if (err)
		return err;
	err = register_kretprobe(&exit_probe);
	if (err) {
		attach_run_unregister();
		return attach_refuse_probe(ARCH_SYMBOL_EXIT, err);
	}
	if (KRETPROBES_CONTEND && num_possible_cpus() >= MANY_CPUS)
		pr_notice("all %u CPUs of this kernel contend for return probes: load with attach=tracepoint, it costs far less here\n",
			  num_possible_cpus());
	return 0;
}

/* No callback runs when it returns. */
static void exit_entry_stop(void)
{
	attach_entry_stop();
	attach_points_synchronize();
}

static void exit_kretprobe_release(void)
{
	unregister_kretprobe(&exit_probe);
	/* Also if the probe could not be disarmed before. */
	exit_entry_stop();
	attach_run_unregister();
}

static int exit_kretprobe_arm(void)
{
	int err = attach_run_arm();

	if (err)
		return err;
	/* It follows the users even when it fails, so it has to be stopped. */
	err = attach_entry_start(BIT(ENTRY_FOR_TIMES));
	if (err)
		goto out_entry;
	err = enable_kretprobe(&exit_probe);
	if (!err)
		return 0;
	err = attach_refuse_probe(ARCH_SYMBOL_EXIT, err);
out_entry:
	exit_entry_stop();
	attach_run_disarm();
	return err;
}

static int exit_kretprobe_disarm(void)
{
	int err = disable_kretprobe(&exit_probe);

	/* It stays armed: the caller resumes, and exits are counted as before. */
	if (err)
		return err;
	exit_entry_stop();
	attach_run_disarm();
	return 0;
}

static bool exit_kretprobe_status(unsigned int n, struct probe_status *status)
{
	if (n == 0)
		attach_kretprobe_status(status, &exit_probe, HITS_EXITS);
	else if (n == 1)
		attach_entry_status(status);
	else
		return attach_run_status(n - 2, status);
	return true;
}

const struct exit_source exit_by_kretprobe = {
	.name	= "kretprobe",
	.sees_begin = true,
	.prepare = exit_kretprobe_prepare,
	.release = exit_kretprobe_release,
	.arm	= exit_kretprobe_arm,
	.disarm	= exit_kretprobe_disarm,
	.status	= exit_kretprobe_status,
};
