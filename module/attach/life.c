// SPDX-License-Identifier: GPL-2.0-only
/*
 * life.c - the begin and the end of vCPUs.
 *
 * These probes are never disabled: vCPUs come and go also while nothing is
 * counted. Both functions run in process context, entered with no lock
 * held that the handlers take.
 */
#include <linux/kprobes.h>

#include "account/life.h"
#include "current_vcpu.h"
#include "life.h"
#include "status.h"

struct creation {
	struct kvm_vcpu *vcpu;
};

static int attach_create_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct creation *creation = (void *)ri->data;

	creation->vcpu = (void *)regs_get_kernel_argument(regs, 0);
	return 0;
}
NOKPROBE_SYMBOL(attach_create_entry);

static int attach_create_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct creation *creation = (void *)ri->data;

	/* KVM does not destroy a vCPU whose creation failed. */
	if (!(int)regs_return_value(regs)) {
		attach_vcpu_learn(creation->vcpu);
		account_create(creation->vcpu);
	}
	return 0;
}
NOKPROBE_SYMBOL(attach_create_return);

static int attach_destroy_entry(struct kprobe *kp, struct pt_regs *regs)
{
	account_destroy((void *)regs_get_kernel_argument(regs, 0));
	return 0;
}
NOKPROBE_SYMBOL(attach_destroy_entry);

/*
 * The kernel's default maxactive: a creation that is missed only means that its
 * first exits are `earlier` instead of lost.
 */
static struct kretprobe create_probe = {
	.kp.symbol_name	= ARCH_SYMBOL_CREATE,
	.entry_handler	= attach_create_entry,
	.handler	= attach_create_return,
	.data_size	= sizeof(struct creation),
};

static struct kprobe destroy_probe = {
	.symbol_name	= ARCH_SYMBOL_DESTROY,
	.pre_handler	= attach_destroy_entry,
};

int attach_life_register(void)
{
	int err = register_kprobe(&destroy_probe);

	if (err)
		return attach_refuse_probe(ARCH_SYMBOL_DESTROY, err);
	if (!attach_life_in_place()) {
		err = attach_refuse_switched_off();
		goto out;
	}
	err = register_kretprobe(&create_probe);
	if (!err)
		return 0;
	err = attach_refuse_probe(ARCH_SYMBOL_CREATE, err);
out:
	unregister_kprobe(&destroy_probe);
	return err;
}

void attach_life_unregister(void)
{
	unregister_kretprobe(&create_probe);
	unregister_kprobe(&destroy_probe);
}

bool attach_life_in_place(void)
{
	return arch_probe_in_place(&destroy_probe);
}

bool attach_life_status(unsigned int n, struct probe_status *status)
{
	if (n == 0)
		attach_kretprobe_status(status, &create_probe, HITS_UNKNOWN);
	else if (n == 1)
		attach_kprobe_status(status, &destroy_probe, HITS_ENDS);
	status->always = true;
	return n < 2;
}
