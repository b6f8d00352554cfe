// SPDX-License-Identifier: GPL-2.0-only
/*
 * bare.c - a module for the benchmark: what is attached to a function and does as little as
 * possible. A kretprobe adds to one counter of this CPU when the function returns; with
 * ftrace=1, a function of ftrace's does so when it is called.
 */
#include <linux/ftrace.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/string.h>
#include <linux/version.h>

static char *symbol = "handle_exit";
module_param(symbol, charp, 0444);
MODULE_PARM_DESC(symbol, "the function");

static bool ftrace;
module_param(ftrace, bool, 0444);
MODULE_PARM_DESC(ftrace, "attach by ftrace");

static DEFINE_PER_CPU(unsigned long, times);

static int on_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	this_cpu_inc(times);
	return 0;
}
NOKPROBE_SYMBOL(on_return);

static struct kretprobe probe = {
	.handler	= on_return,
};

/* Before 5.11 the function has other arguments. */
#if IS_ENABLED(CONFIG_DYNAMIC_FTRACE) && LINUX_VERSION_CODE >= KERNEL_VERSION(5, 11, 0)
static void notrace on_call(unsigned long ip, unsigned long parent_ip,
			    struct ftrace_ops *ops, struct ftrace_regs *regs)
{
	this_cpu_inc(times);
}
NOKPROBE_SYMBOL(on_call);

static struct ftrace_ops calls = {
	.func	= on_call,
};

static int attach_by_ftrace(void)
{
	int err = ftrace_set_filter(&calls, symbol, strlen(symbol), 1);

	if (err)
		return err;
	err = register_ftrace_function(&calls);
	if (err)
		ftrace_set_filter(&calls, NULL, 0, 1);
	return err;
}

static void detach_from_ftrace(void)
{
	unregister_ftrace_function(&calls);
	/* Free the filter. While it is registered, none would mean all functions. */
	ftrace_set_filter(&calls, NULL, 0, 1);
}
#else
static int attach_by_ftrace(void)
{
	return -EOPNOTSUPP;
}

static void detach_from_ftrace(void)
{
}
#endif

static int __init bare_init(void)
{
	if (ftrace)
		return attach_by_ftrace();
	probe.kp.symbol_name = symbol;
	return register_kretprobe(&probe);
}

static void __exit bare_exit(void)
{
	if (ftrace)
		detach_from_ftrace();
	else
		unregister_kretprobe(&probe);
}

module_init(bare_init);
module_exit(bare_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A probe that hardly does anything, to compare with");
