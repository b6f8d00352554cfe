// SPDX-License-Identifier: GPL-2.0-only
/*
 * attach.c - the probes that every attachment has, and their start and stop
 * together with its way to see exits.
 *
 * The probed functions run in process context, entered with nothing held that
 * the handlers could want.
 */
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/string.h>

#include "account.h"
#include "attach_private.h"

static const struct exit_source *source;

/* Kept from the entry of kvm_arch_vcpu_ioctl_run to its return. */
struct run {
	struct kvm_vcpu *vcpu;
};

static int run_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct run *run = (void *)ri->data;

	run->vcpu = (void *)regs_get_kernel_argument(regs, 0);
	account_run(run->vcpu, source->sees_entry);
	return 0;
}
NOKPROBE_SYMBOL(run_entry);

static int run_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct run *run = (void *)ri->data;

	account_run_return(run->vcpu, regs_return_value(regs));
	return 0;
}
NOKPROBE_SYMBOL(run_return);

static int destroy_entry(struct kprobe *kp, struct pt_regs *regs)
{
	account_destroy((void *)regs_get_kernel_argument(regs, 0));
	return 0;
}
NOKPROBE_SYMBOL(destroy_entry);

/* Never disabled, unlike the other: lives end anyway. */
static struct kprobe destroy_probe = {
	.symbol_name	= SYMBOL_DESTROY,
	.pre_handler	= destroy_entry,
};

static struct kretprobe run_probe = {
	.kp.symbol_name	= SYMBOL_RUN,
	.entry_handler	= run_entry,
	.handler	= run_return,
	.data_size	= sizeof(struct run),
};

static DEFINE_MUTEX(attach_lock);
static bool attached, counting;
static u64 missed_before[MOST_PROBES];

static const struct exit_source *const sources[] = {
	&exit_by_kretprobe, &exit_by_tracepoint
};

const char *attach_name(unsigned int n)
{
	return n < ARRAY_SIZE(sources) ? sources[n]->name : NULL;
}

/*
 * All probes of a kernel can be switched off at once through debugfs, and
 * nobody is told.
 */
static bool in_place(const struct kprobe *kp)
{
	if (kp->flags & KPROBE_FLAG_FTRACE)
		return true;
	return READ_ONCE(*kp->addr) != kp->opcode;
}

const char *probe_state(const struct kprobe *kp)
{
	return in_place(kp) ? "armed" : "disarmed";
}

static int refuse_switched_off(void)
{
	pr_err("kprobes are switched off for this whole kernel: write 1 to kprobes/enabled in debugfs\n");
	return -EPERM;
}

int refuse_probe(const char *symbol, int err)
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

int attach(unsigned int how, unsigned int maxactive, bool enabled)
{
	int err;

	mutex_lock(&attach_lock);
	source = sources[how];
	run_probe.maxactive = maxactive;
	/* Armed together below, so that none counts without the others. */
	run_probe.kp.flags = KPROBE_FLAG_DISABLED;

	err = register_kprobe(&destroy_probe);
	if (err) {
		err = refuse_probe(SYMBOL_DESTROY, err);
		goto out;
	}
	if (!in_place(&destroy_probe)) {
		err = refuse_switched_off();
		goto out_destroy;
	}
	err = register_kretprobe(&run_probe);
	if (err) {
		err = refuse_probe(SYMBOL_RUN, err);
		goto out_destroy;
	}
	err = source->in(maxactive);
	if (err)
		goto out_run;
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

static int arm(void)
{
	int err;

	/* Never disabled by us. */
	if (!in_place(&destroy_probe))
		return refuse_switched_off();
	err = enable_kretprobe(&run_probe);
	if (err)
		return refuse_probe(SYMBOL_RUN, err);
	err = times_arm();
	if (err)
		goto out_run;
	err = source->arm();
	if (err)
		goto out_times;
	registry_resume();
	return 0;

out_times:
	times_disarm();
out_run:
	disable_kretprobe(&run_probe);
	return err;
}

static int disarm(void)
{
	int err;

	registry_pause();
	err = source->disarm();
	if (!err) {
		err = disable_kretprobe(&run_probe);
		if (err)
			source->arm();
	}
	if (err)
		registry_resume();
	else
		times_disarm();
	return err;
}

void detach(void)
{
	mutex_lock(&attach_lock);
	if (attached) {
		if (counting)
			source->disarm();
		times_switch_off();
		source->out();
		unregister_kretprobe(&run_probe);
		unregister_kprobe(&destroy_probe);
	}
	attached = false;
	counting = false;
	mutex_unlock(&attach_lock);
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

int attach_times(bool on)
{
	int err = 0;

	mutex_lock(&attach_lock);
	if (!attached)
		err = -ENODEV;
	else if (on)
		err = times_switch_on(counting);
	else
		times_switch_off();
	mutex_unlock(&attach_lock);
	return err;
}

int attach_hot(bool on)
{
	int err = 0;

	mutex_lock(&attach_lock);
	if (on) {
		err = registry_hot_alloc();
		if (!err)
			static_branch_enable(&account_hot_key);
		else
			pr_err("no memory for what %u vCPUs trap on: try a smaller max_vcpus\n",
			       registry_size());
	} else {
		static_branch_disable(&account_hot_key);
		registry_hot_free();
	}
	mutex_unlock(&attach_lock);
	return err;
}

void attach_filter(pid_t pid, u64 vm)
{
	mutex_lock(&attach_lock);
	/* A handler asks whenever a record may say that it is muted. */
	if (pid || vm)
		static_branch_enable(&account_filter_key);
	registry_filter(pid, vm);
	if (!pid && !vm) {
		synchronize_rcu();
		static_branch_disable(&account_filter_key);
	}
	mutex_unlock(&attach_lock);
}

/* Exit source first, then the probes that all have. */
static bool status_of(unsigned int n, struct probe_status *status)
{
	unsigned int first = 0;

	if (source->status(n, status))
		return true;
	while (source->status(first, status))
		first++;
	switch (n - first) {
	case 0:
		status->symbol = SYMBOL_RUN;
		status->kind = "kretprobe";
		status->state = probe_state(&run_probe.kp);
		status->hits = HITS_RETURNS;
		status->missed = run_probe.kp.nmissed + run_probe.nmissed;
		return true;
	case 1:
		status->symbol = SYMBOL_DESTROY;
		status->kind = "kprobe";
		status->state = probe_state(&destroy_probe);
		status->hits = HITS_ENDS;
		status->missed = destroy_probe.nmissed;
		return true;
	case 2:
		return times_status(status);
	default:
		return false;
	}
}

bool attach_status(unsigned int n, struct probe_status *status)
{
	bool any;

	mutex_lock(&attach_lock);
	/* Read between load and unload only: not before the probes are in. */
	any = attached && status_of(n, status);
	if (any) {
		if (!counting && status->hits != HITS_ENDS)
			status->state = "disabled";
		status->missed -= missed_before[n];
	}
	mutex_unlock(&attach_lock);
	return any;
}

void attach_reset_missed(void)
{
	struct probe_status status;
	unsigned int n;

	mutex_lock(&attach_lock);
	for (n = 0; attached && status_of(n, &status); n++)
		missed_before[n] = status.missed;
	mutex_unlock(&attach_lock);
}
