// SPDX-License-Identifier: GPL-2.0-only
/*
 * steady.c - a module for tests: keep the scheduler's calls of preempt notifiers switched
 * on. The first VM switches them on and the last one off, by patching code. QEMU that
 * emulates several CPUs sometimes misses that code was patched. If the kernel then
 * preempts a vCPU in KVM, its registers are not saved, and KVM stops its VM.
 *
 * QEMU may miss this very time as well: so each CPU is tried, and the code is patched again
 * until both calls are there.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/cpumask.h>
#include <linux/module.h>
#include <linux/preempt.h>
#include <linux/sched.h>

#define MOST_TRIES	50

struct watched {
	struct preempt_notifier notifier;
	int in, out;
};

static void steady_in(struct preempt_notifier *notifier, int cpu)
{
	container_of(notifier, struct watched, notifier)->in++;
}

static void steady_out(struct preempt_notifier *notifier, struct task_struct *next)
{
	container_of(notifier, struct watched, notifier)->out++;
}

static struct preempt_ops steady_ops = { .sched_in = steady_in, .sched_out = steady_out };

/* This thread sleeps on @cpu: both calls have to come. */
static bool steady_on(int cpu)
{
	struct watched w = { };

	if (set_cpus_allowed_ptr(current, cpumask_of(cpu)))
		return true;
	preempt_notifier_init(&w.notifier, &steady_ops);
	preempt_disable();
	preempt_notifier_register(&w.notifier);
	preempt_enable();
	schedule_timeout_uninterruptible(2);
	preempt_disable();
	preempt_notifier_unregister(&w.notifier);
	preempt_enable();
	return w.in && w.out;
}

static bool steady_everywhere(void)
{
	bool steady = true;
	int cpu;

	for_each_online_cpu(cpu)
		steady &= steady_on(cpu);
	set_cpus_allowed_ptr(current, cpu_possible_mask);
	return steady;
}

static int __init steady_init(void)
{
	int tries = 1;

	preempt_notifier_inc();
	while (!steady_everywhere() && tries++ < MOST_TRIES) {
		preempt_notifier_dec();
		preempt_notifier_inc();
	}
	if (tries > 1)
		pr_info("preempt notifiers: %d tries\n", tries);
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
