// SPDX-License-Identifier: GPL-2.0-only
/*
 * kretprobe.c - exits, by a return probe on handle_exit.
 *
 * An instance is held until the function returns, so the return is declined
 * whenever all is known at the entry: a vCPU asleep in WFI holds none.
 */
#include <linux/cpumask.h>
#include <linux/kprobes.h>

#include "account/fast.h"
#include "compat.h"
#include "current_vcpu.h"
#include "private.h"
#include "probes.h"
#include "status.h"

/* From so many CPUs on the log says that they contend. */
#define MANY_CPUS	8

/* Kept from the entry of handle_exit to its return. */
struct handling {
	struct kvm_vcpu *vcpu;
	struct record *rec;
	struct exit_frame frame;	/* of a vCPU without a record */
};

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
		if (!h->rec && unattributed_is_off())
			return false;
	}
	if (h->rec && !account_sync(h->rec, h->vcpu, true, 1))
		return false;
	f = h->rec ? &h->rec->frame : &h->frame;
	f->open = account_exit(f, h->rec, h->vcpu, code);
	if (h->rec)
		record_expect(h->rec, h->vcpu);
	return f->open || account_times_on();
}
NOKPROBE_SYMBOL(attach_exit_slow);

static noinline bool attach_exit_other(struct handling *h, u32 code)
{
	if (account_more() && record_at_hand(h->vcpu, &h->rec) &&
	    account_fast_more(h->rec, h->vcpu, code, true))
		return h->rec->frame.open || account_times_on();
	return attach_exit_slow(h, code);
}
NOKPROBE_SYMBOL(attach_exit_other);

/* Non-zero: the return need not be probed. With one call, as in tracepoint.c. */
static int attach_exit_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct kvm_vcpu *vcpu = (void *)regs_get_kernel_argument(regs, 0);
	u32 code = regs_get_kernel_argument(regs, 1);
	struct handling *h = (void *)ri->data;
	struct record *rec;

	h->vcpu = vcpu;
	if (!record_at_hand(vcpu, &rec) ||
	    unlikely(!(account_more() ? account_fast_more(rec, vcpu, code, false) :
					account_fast(rec, vcpu, code, false))))
		return !attach_exit_other(h, code);
	h->rec = rec;
	return !rec->frame.open && !account_times_on();
}
NOKPROBE_SYMBOL(attach_exit_entry);

static noinline void attach_exit_return_other(struct handling *h, int ret)
{
	if (!h->rec) {
		if (h->frame.open)
			account_handled(&h->frame, NULL, h->vcpu, ret);
		return;
	}
	if (account_hot_on() && ret > 0 && READ_ONCE(h->rec->quick) == h->vcpu &&
	    account_reenter_fast(h->rec, h->vcpu, true))
		return;
	/* A control that was written meanwhile says where the open exit counts. */
	if (!account_sync(h->rec, h->vcpu, false, ret))
		return;
	record_expect(h->rec, h->vcpu);
	if (account_times_on())
		account_times(h->rec, TIME_GUEST, TIMES_SAMPLE);
}
NOKPROBE_SYMBOL(attach_exit_return_other);

static int attach_exit_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct handling *h = (void *)ri->data;
	int ret = regs_return_value(regs);

	if (!h->rec || ret <= 0 || READ_ONCE(h->rec->quick) != h->vcpu ||
	    unlikely(!account_reenter_fast(h->rec, h->vcpu, false)))
		attach_exit_return_other(h, ret);
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

static void exit_kretprobe_release(void)
{
	unregister_kretprobe(&exit_probe);
	attach_run_unregister();
}

static int exit_kretprobe_arm(void)
{
	int err = attach_run_arm();

	if (err)
		return err;
	err = enable_kretprobe(&exit_probe);
	if (!err)
		return 0;
	attach_run_disarm();
	return attach_refuse_probe(ARCH_SYMBOL_EXIT, err);
}

static int exit_kretprobe_disarm(void)
{
	int err = disable_kretprobe(&exit_probe);

	/* A probe that cannot be disarmed counts nothing: the registry is paused. */
	if (!err)
		attach_run_disarm();
	return err;
}

static bool exit_kretprobe_status(unsigned int n, struct probe_status *status)
{
	if (n)
		return attach_run_status(n - 1, status);
	attach_kretprobe_status(status, &exit_probe, HITS_EXITS);
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
