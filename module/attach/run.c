// SPDX-License-Identifier: GPL-2.0-only
/*
 * run.c - for attach=kretprobe: when KVM_RUN begins, and when and why it returns.
 *
 * Two probes on one function. A return probe holds an instance for as long as
 * the vCPU is in KVM_RUN, and when none is free it misses the begin with the
 * return. The other probe holds none: it sees each begin, and so which return
 * was missed.
 */
#include <linux/kprobes.h>

#include "account/run.h"
#include "current_vcpu.h"
#include "run.h"
#include "status.h"

/* Kept from the entry of kvm_arch_vcpu_ioctl_run to its return. */
struct run {
	struct kvm_vcpu *vcpu;
};

static int attach_run_begins(struct kprobe *kp, struct pt_regs *regs)
{
	struct kvm_vcpu *vcpu = (void *)regs_get_kernel_argument(regs, 0);

	attach_vcpu_learn(vcpu);
	account_run(vcpu);
	return 0;
}
NOKPROBE_SYMBOL(attach_run_begins);

static int attach_run_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct run *run = (void *)ri->data;

	run->vcpu = (void *)regs_get_kernel_argument(regs, 0);
	return 0;
}
NOKPROBE_SYMBOL(attach_run_entry);

static int attach_run_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct run *run = (void *)ri->data;

	account_run_return(run->vcpu, regs_return_value(regs));
	return 0;
}
NOKPROBE_SYMBOL(attach_run_return);

static struct kprobe begin_probe = {
	.symbol_name	= ARCH_SYMBOL_RUN,
	.pre_handler	= attach_run_begins,
};

static struct kretprobe return_probe = {
	.kp.symbol_name	= ARCH_SYMBOL_RUN,
	.entry_handler	= attach_run_entry,
	.handler	= attach_run_return,
	.data_size	= sizeof(struct run),
};

int attach_run_register(unsigned int maxactive)
{
	int err;

	return_probe.maxactive = maxactive;
	/* All probes are armed together later, so that none counts without the others. */
	begin_probe.flags = KPROBE_FLAG_DISABLED;
	return_probe.kp.flags = KPROBE_FLAG_DISABLED;
	err = register_kprobe(&begin_probe);
	if (err)
		return attach_refuse_probe(ARCH_SYMBOL_RUN, err);
	err = register_kretprobe(&return_probe);
	if (!err)
		return 0;
	unregister_kprobe(&begin_probe);
	return attach_refuse_probe(ARCH_SYMBOL_RUN, err);
}

void attach_run_unregister(void)
{
	unregister_kretprobe(&return_probe);
	unregister_kprobe(&begin_probe);
}

int attach_run_arm(void)
{
	int err = enable_kretprobe(&return_probe);

	if (!err) {
		err = enable_kprobe(&begin_probe);
		if (err)
			disable_kretprobe(&return_probe);
	}
	return err ? attach_refuse_probe(ARCH_SYMBOL_RUN, err) : 0;
}

void attach_run_disarm(void)
{
	int err = disable_kprobe(&begin_probe);

	err = disable_kretprobe(&return_probe) ?: err;
	if (err)
		pr_warn("a probe on " ARCH_SYMBOL_RUN " stays armed, and counts nothing\n");
}

bool attach_run_status(unsigned int n, struct probe_status *status)
{
	if (n)
		return false;
	attach_kretprobe_status(status, &return_probe, HITS_RETURNS);
	return true;
}
