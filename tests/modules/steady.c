// SPDX-License-Identifier: GPL-2.0-only
/*
 * steady.c - a module for tests: keep the scheduler's call of preempt notifiers switched
 * on. The first VM switches it on and the last one off, by patching code. QEMU that
 * emulates several CPUs sometimes misses that code was patched. If the kernel then
 * preempts a vCPU in KVM, its registers are not saved, and KVM stops its VM.
 */
#include <linux/module.h>
#include <linux/preempt.h>

static int __init steady_init(void)
{
	preempt_notifier_inc();
	return 0;
}

static void __exit steady_exit(void)
{
	preempt_notifier_dec();
}

module_init(steady_init);
module_exit(steady_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Keeps preempt notifiers switched on");
