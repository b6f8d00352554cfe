// SPDX-License-Identifier: GPL-2.0-only
/*
 * ticks.c - a module for tests: interrupt each CPU every US microseconds, by a timer.
 */
#include <linux/cpumask.h>
#include <linux/hrtimer.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/smp.h>
#include <linux/version.h>

static uint us = 1000;
module_param(us, uint, 0444);

static DEFINE_PER_CPU(struct hrtimer, timers);
static struct cpumask started;

static enum hrtimer_restart tick(struct hrtimer *timer)
{
	hrtimer_forward_now(timer, ns_to_ktime(us * 1000ull));
	return HRTIMER_RESTART;
}

static void begin(void *unused)
{
	struct hrtimer *timer = this_cpu_ptr(&timers);

	/* From 6.13 on there is another function, and later only that one. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 13, 0)
	hrtimer_setup(timer, tick, CLOCK_MONOTONIC, HRTIMER_MODE_REL_PINNED);
#else
	hrtimer_init(timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL_PINNED);
	timer->function = tick;
#endif
	cpumask_set_cpu(smp_processor_id(), &started);
	hrtimer_start(timer, ns_to_ktime(us * 1000ull), HRTIMER_MODE_REL_PINNED);
}

static int __init ticks_init(void)
{
	if (!us)
		return -EINVAL;
	on_each_cpu(begin, NULL, 1);
	return 0;
}

static void __exit ticks_exit(void)
{
	int cpu;

	for_each_cpu(cpu, &started)
		hrtimer_cancel(per_cpu_ptr(&timers, cpu));
}

module_init(ticks_init);
module_exit(ticks_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Interrupts each CPU again and again");
