// SPDX-License-Identifier: GPL-2.0-only
/*
 * attach.c - two return probes and a probe.
 *
 * All three functions run in process context, entered with nothing held that
 * the handlers could want. A return probe's instance is held until the
 * function returns, so the one on handle_exit declines the return whenever
 * the entry told all: a vCPU asleep in WFI costs none.
 */
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/mutex.h>

#include "account.h"
#include "attach.h"

static int exit_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct exit_frame *f = (void *)ri->data;
	struct kvm_vcpu *vcpu = (void *)regs_get_kernel_argument(regs, 0);

	/* Non-zero: no need to stop at the return. */
	return !account_exit(f, vcpu, regs_get_kernel_argument(regs, 1));
}
NOKPROBE_SYMBOL(exit_entry);

static int exit_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	account_exit_return((void *)ri->data, regs_return_value(regs));
	return 0;
}
NOKPROBE_SYMBOL(exit_return);

static int run_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	account_run((void *)ri->data,
		    (void *)regs_get_kernel_argument(regs, 0));
	return 0;
}
NOKPROBE_SYMBOL(run_entry);

static int run_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	account_run_return((void *)ri->data, regs_return_value(regs));
	return 0;
}
NOKPROBE_SYMBOL(run_return);

static int destroy_entry(struct kprobe *kp, struct pt_regs *regs)
{
	account_destroy((void *)regs_get_kernel_argument(regs, 0));
	return 0;
}
NOKPROBE_SYMBOL(destroy_entry);

/* Registered in this order. The last is never disabled: lives end anyway. */
static struct kretprobe exit_probe = {
	.kp.symbol_name	= SYMBOL_EXIT,
	.entry_handler	= exit_entry,
	.handler	= exit_return,
	.data_size	= sizeof(struct exit_frame),
};

static struct kretprobe run_probe = {
	.kp.symbol_name	= SYMBOL_RUN,
	.entry_handler	= run_entry,
	.handler	= run_return,
	.data_size	= sizeof(struct run_frame),
};

static struct kprobe destroy_probe = {
	.symbol_name	= SYMBOL_DESTROY,
	.pre_handler	= destroy_entry,
};

static DEFINE_MUTEX(attach_lock);
static bool attached, counting;
static u64 missed_before[3];

/*
 * Is the probe's instruction in place? All probes of a kernel can be switched
 * off at once through debugfs, and nobody is told.
 */
static bool in_place(const struct kprobe *kp)
{
	if (kp->flags & KPROBE_FLAG_FTRACE)
		return true;
	return READ_ONCE(*kp->addr) != kp->opcode;
}

static int refuse_switched_off(void)
{
	pr_err("kprobes are switched off for this whole kernel: write 1 to kprobes/enabled in debugfs\n");
	return -EPERM;
}

static int refuse(const char *symbol, int err)
{
	const char *why = "see the errno";

	if (err == -ENOENT)
		why = "this kernel has no such function: is CONFIG_KVM on?";
	else if (err == -EINVAL)
		why = "this kernel forbids a probe there";
	else if (err == -EOPNOTSUPP || err == -ENOSYS)
		why = "this kernel has no kretprobes: CONFIG_KRETPROBES";
	else if (err == -ENOMEM)
		why = "out of memory: try a smaller maxactive";
	pr_err("cannot probe %s: %s (error %d)\n", symbol, why, err);
	return err;
}

int attach(unsigned int maxactive, bool enabled)
{
	int err;

	mutex_lock(&attach_lock);
	exit_probe.maxactive = maxactive;
	run_probe.maxactive = maxactive;
	/* Armed together below, so that none counts without the others. */
	exit_probe.kp.flags = KPROBE_FLAG_DISABLED;
	run_probe.kp.flags = KPROBE_FLAG_DISABLED;

	err = register_kprobe(&destroy_probe);
	if (err) {
		err = refuse(SYMBOL_DESTROY, err);
		goto out;
	}
	if (!in_place(&destroy_probe)) {
		err = refuse_switched_off();
		goto out_destroy;
	}
	err = register_kretprobe(&run_probe);
	if (err) {
		err = refuse(SYMBOL_RUN, err);
		goto out_destroy;
	}
	err = register_kretprobe(&exit_probe);
	if (err) {
		err = refuse(SYMBOL_EXIT, err);
		goto out_run;
	}
	attached = true;
	mutex_unlock(&attach_lock);

	if (!enabled)
		return 0;
	err = attach_enable(true);
	if (err)
		detach();
	return err;

out_run:
	unregister_kretprobe(&run_probe);
out_destroy:
	unregister_kprobe(&destroy_probe);
out:
	mutex_unlock(&attach_lock);
	return err;
}

void detach(void)
{
	mutex_lock(&attach_lock);
	if (attached) {
		unregister_kretprobe(&exit_probe);
		unregister_kretprobe(&run_probe);
		unregister_kprobe(&destroy_probe);
	}
	attached = false;
	counting = false;
	mutex_unlock(&attach_lock);
}

static int arm(void)
{
	int err;

	/* Never disabled by us. */
	if (!in_place(&destroy_probe))
		return refuse_switched_off();
	err = enable_kretprobe(&run_probe);
	if (err)
		return refuse(SYMBOL_RUN, err);
	err = enable_kretprobe(&exit_probe);
	if (err) {
		disable_kretprobe(&run_probe);
		return refuse(SYMBOL_EXIT, err);
	}
	registry_resume();
	return 0;
}

static int disarm(void)
{
	int err;

	registry_pause();
	err = disable_kretprobe(&exit_probe);
	if (!err) {
		err = disable_kretprobe(&run_probe);
		if (err)
			enable_kretprobe(&exit_probe);
	}
	if (err)
		registry_resume();
	return err;
}

int attach_enable(bool enable)
{
	int err = 0;

	mutex_lock(&attach_lock);
	if (!attached)
		err = -ENODEV;
	else if (enable != counting)
		err = enable ? arm() : disarm();
	if (!err)
		counting = enable;
	mutex_unlock(&attach_lock);
	return err;
}

static const char *state(const struct kprobe *kp)
{
	if (kp != &destroy_probe && !counting)
		return "disabled";
	return in_place(kp) ? "armed" : "disarmed";
}

static u64 missed(unsigned int n)
{
	switch (n) {
	case 0:
		return exit_probe.kp.nmissed + exit_probe.nmissed;
	case 1:
		return run_probe.kp.nmissed + run_probe.nmissed;
	default:
		return destroy_probe.nmissed;
	}
}

bool attach_status(unsigned int n, struct probe_status *status)
{
	static const struct kprobe *const probes[] = {
		&exit_probe.kp, &run_probe.kp, &destroy_probe
	};

	if (n >= ARRAY_SIZE(probes))
		return false;
	mutex_lock(&attach_lock);
	status->symbol = probes[n]->symbol_name;
	status->kind = n < 2 ? "kretprobe" : "kprobe";
	/* Read between load and unload only: not before the probes are in. */
	status->state = attached ? state(probes[n]) : "disabled";
	status->missed = missed(n) - missed_before[n];
	mutex_unlock(&attach_lock);
	return true;
}

void attach_reset_missed(void)
{
	unsigned int n;

	for (n = 0; n < ARRAY_SIZE(missed_before); n++)
		missed_before[n] = missed(n);
}
