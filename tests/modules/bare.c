// SPDX-License-Identifier: GPL-2.0-only
/*
 * bare.c - a module for the benchmark: a kretprobe on a function that does as little as
 * possible. When the function returns, it adds to one counter of this CPU.
 */
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/percpu.h>

static char *symbol = "handle_exit";
module_param(symbol, charp, 0444);
MODULE_PARM_DESC(symbol, "the function");

static DEFINE_PER_CPU(unsigned long, returns);

static int on_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	this_cpu_inc(returns);
	return 0;
}
NOKPROBE_SYMBOL(on_return);

static struct kretprobe probe = {
	.handler	= on_return,
};

static int __init bare_init(void)
{
	probe.kp.symbol_name = symbol;
	return register_kretprobe(&probe);
}

static void __exit bare_exit(void)
{
	unregister_kretprobe(&probe);
}

module_init(bare_init);
module_exit(bare_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A kretprobe that hardly does anything, to compare with");
