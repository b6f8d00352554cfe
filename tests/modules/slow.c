// SPDX-License-Identifier: GPL-2.0-only
/*
 * slow.c - a test's module: a kernel function that takes longer by so many
 * microseconds, so that a race with it is lost every time instead of once in
 * hundreds, or that it is known how long it takes at least. Or it waits, with its
 * CPU, as long as "held" is set: "waiting" is set while it does.
 */
#include <linux/delay.h>
#include <linux/kprobes.h>
#include <linux/module.h>

static char *function = "";
static uint us = 1000000;
static bool held, waiting;
module_param(function, charp, 0444);
module_param(us, uint, 0444);
module_param(held, bool, 0644);
module_param(waiting, bool, 0444);

static int entry(struct kprobe *kp, struct pt_regs *regs)
{
	while (READ_ONCE(held)) {
		WRITE_ONCE(waiting, true);
		cpu_relax();
	}
	WRITE_ONCE(waiting, false);
	mdelay(us / 1000);
	udelay(us % 1000);
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
