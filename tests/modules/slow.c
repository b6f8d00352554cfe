// SPDX-License-Identifier: GPL-2.0-only
/*
 * slow.c - a test's module: a kernel function that takes longer by so many
 * microseconds, so that a race with it is lost every time instead of once in
 * hundreds, or that it is known how long it takes at least. Or the first who calls
 * it sleeps as long as "held" is set: "waiting" is set while it does. The function
 * has to be one that may sleep.
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

static struct task_struct *sleeper;

/* Where a held call goes on: at the function's begin, a second time. */
static unsigned long slow_resume __used;

static void __used slow_sleep(void)
{
	WRITE_ONCE(waiting, true);
	while (READ_ONCE(held))
		msleep(20);
	WRITE_ONCE(waiting, false);
}

/* Reached by a jump from the function's begin, with the arguments in place. */
asm(".pushsection .text\n"
	"slow_hold:	bti	c\n"
	"	stp	x29, x30, [sp, #-96]!\n"
	"	mov	x29, sp\n"
	"	stp	x0, x1, [sp, #16]\n"
	"	stp	x2, x3, [sp, #32]\n"
	"	stp	x4, x5, [sp, #48]\n"
	"	stp	x6, x7, [sp, #64]\n"
	"	stp	x8, x9, [sp, #80]\n"
	"	bl	slow_sleep\n"
	"	ldp	x0, x1, [sp, #16]\n"
	"	ldp	x2, x3, [sp, #32]\n"
	"	ldp	x4, x5, [sp, #48]\n"
	"	ldp	x6, x7, [sp, #64]\n"
	"	ldp	x8, x9, [sp, #80]\n"
	"	ldp	x29, x30, [sp], #96\n"
	"	adrp	x16, slow_resume\n"
	"	ldr	x16, [x16, :lo12:slow_resume]\n"
	"	br	x16\n"
	".popsection\n");

static unsigned long hold_address(void)
{
	unsigned long at;

	asm("adrp %0, slow_hold\n"
		"add %0, %0, :lo12:slow_hold" : "=r" (at));
	return at;
}

static int entry(struct kprobe *kp, struct pt_regs *regs)
{
	if (READ_ONCE(held) && !cmpxchg(&sleeper, NULL, current)) {
		slow_resume = (unsigned long)kp->addr;
		instruction_pointer_set(regs, hold_address());
		return 1;
	}
	if (sleeper == current)
		WRITE_ONCE(sleeper, NULL);
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
	WRITE_ONCE(held, false);
	while (READ_ONCE(waiting))
		msleep(20);
	/* The few instructions behind it. */
	msleep(100);
}

module_init(slow_init);
module_exit(slow_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Delay calls of a kernel function, for tests");
