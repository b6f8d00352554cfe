// SPDX-License-Identifier: GPL-2.0-only
/*
 * short.c - a module for tests: let the NTHth allocation fail that a task makes inside one
 * of the functions WITHIN, of slab objects or of pages. So each allocation that is made
 * there can be made to fail in turn.
 *
 * Writing NTH begins again. FAILED counts the allocations that failed since.
 *
 * The module needs the functions in which the kernel asks whether an allocation should
 * fail. From 6.10 on they exist only with CONFIG_FAILSLAB and CONFIG_FAIL_PAGE_ALLOC.
 * Without them loading fails with -ENOENT.
 */
#include <linux/gfp.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/sched.h>

#define MOST 4

static char *within[MOST];
static int nr_within;
static uint nth, failed;
static struct task_struct *inside;	/* the task inside, one at a time */
static uint seen;			/* how many allocations it has made there */

static int begin(const char *value, const struct kernel_param *kp)
{
	seen = 0;
	failed = 0;
	return param_set_uint(value, kp);
}

static const struct kernel_param_ops nth_ops = { .set = begin, .get = param_get_uint };
module_param_cb(nth, &nth_ops, &nth, 0644);
module_param_array(within, charp, &nr_within, 0444);
module_param(failed, uint, 0444);

static int enter(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	/* The return does not matter for another task, or for a call within the call. */
	return cmpxchg(&inside, NULL, current) ? 1 : 0;
}
NOKPROBE_SYMBOL(enter);

static int leave(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	WRITE_ONCE(inside, NULL);
	return 0;
}
NOKPROBE_SYMBOL(leave);

static int is_nth(gfp_t gfp)
{
	if (READ_ONCE(inside) != current || !in_task() || gfp & __GFP_NOFAIL)
		return 1;
	return ++seen == nth ? 0 : 1;
}
NOKPROBE_SYMBOL(is_nth);

static int slab_asks(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	return is_nth(regs_get_kernel_argument(regs, 1));
}
NOKPROBE_SYMBOL(slab_asks);

static int pages_ask(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	return is_nth(regs_get_kernel_argument(regs, 0));
}
NOKPROBE_SYMBOL(pages_ask);

static int answer(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	failed++;
	regs_set_return_value(regs, 1);
	return 0;
}
NOKPROBE_SYMBOL(answer);

static struct kretprobe slab = {
	.kp.symbol_name	= "should_failslab",
	.entry_handler	= slab_asks,
	.handler	= answer,
};

static struct kretprobe pages = {
	.kp.symbol_name	= "should_fail_alloc_page",
	.entry_handler	= pages_ask,
	.handler	= answer,
};

static struct kretprobe scopes[MOST];
static struct kretprobe *probes[MOST + 2] = { &slab, &pages };

static int __init short_init(void)
{
	int i;

	for (i = 0; i < nr_within; i++) {
		scopes[i].kp.symbol_name = within[i];
		scopes[i].entry_handler = enter;
		scopes[i].handler = leave;
		probes[2 + i] = &scopes[i];
	}
	return register_kretprobes(probes, 2 + nr_within);
}

static void __exit short_exit(void)
{
	unregister_kretprobes(probes, 2 + nr_within);
}

module_init(short_init);
module_exit(short_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Make one allocation fail, for tests");
