// SPDX-License-Identifier: GPL-2.0-only
/*
 * inject.c - a module for tests: make exits look different than they were.
 *
 * No emulated CPU raises a physical SError, and some kinds of exits occur only on broken
 * hosts. This module changes the exception index (second argument of handle_exit) of
 * every EVERYth trap of exception class EC to INDEX. KVM's own code then deals with it: it
 * lets the guest execute the trapped instruction again, or gives up the guest. This does
 * not work for HVC and SMC, whose program counter has moved on already.
 *
 * Load it after kvmtrapcount: of two probes, the later one runs first.
 */
#include <linux/kprobes.h>
#include <linux/kvm_host.h>
#include <linux/module.h>
#include <asm/kvm_asm.h>
#include <asm/kvm_emulate.h>

static uint every = 10, ec = 0x18, index = 2;
module_param(every, uint, 0444);
module_param(ec, uint, 0444);
module_param(index, uint, 0444);

static atomic_t seen = ATOMIC_INIT(0);
static uint injected;		/* has no lock: use one vCPU */
module_param(injected, uint, 0444);

static int entry(struct kprobe *kp, struct pt_regs *regs)
{
	struct kvm_vcpu *vcpu = (void *)regs->regs[0];

	if ((int)regs->regs[1] == ARM_EXCEPTION_TRAP &&
	    ESR_ELx_EC(kvm_vcpu_get_esr(vcpu)) == ec &&
	    atomic_inc_return(&seen) % every == 0) {
		regs->regs[1] = (int)index;
		injected++;
	}
	return 0;
}
NOKPROBE_SYMBOL(entry);

static struct kprobe probe = {
	.symbol_name = "handle_exit",
	.pre_handler = entry,
};

static int __init inject_init(void)
{
	return every ? register_kprobe(&probe) : -EINVAL;
}

static void __exit inject_exit(void)
{
	unregister_kprobe(&probe);
}

module_init(inject_init);
module_exit(inject_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Change the exception index of KVM exits, for tests");
