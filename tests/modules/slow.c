// SPDX-License-Identifier: GPL-2.0-only
/*
 * slow.c - a test's module: a kernel function that takes longer, so that a race
 * with what it does is lost every time instead of once in hundreds.
 */
#include <linux/delay.h>
#include <linux/kprobes.h>
#include <linux/module.h>

static char *function = "";
static uint ms = 1000;
module_param(function, charp, 0444);
module_param(ms, uint, 0444);

static int entry(struct kprobe *kp, struct pt_regs *regs)
{
	mdelay(ms);
	return 0;
}

static struct kprobe probe = { .pre_handler = entry };

static int __init slow_init(void)
{
	probe.symbol_name = function;
	return register_kprobe(&probe);
}

static void __exit slow_exit(void)
{
	unregister_kprobe(&probe);
}

module_init(slow_init);
module_exit(slow_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Delay calls of a kernel function, for tests");
