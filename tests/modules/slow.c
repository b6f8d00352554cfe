// SPDX-License-Identifier: GPL-2.0-only
/*
 * slow.c - a module for tests: let a kernel function take US microseconds longer. A race
 * with the function is then lost every time, instead of once in hundreds, and it is known
 * how long the function takes at least.
 *
 * While HELD is set, the first task that calls the function sleeps instead, until HELD is
 * cleared. WAITING is set while it sleeps. The function must be one that may sleep.
 */
#include <linux/delay.h>
#include <linux/kprobes.h>
#include <linux/ktime.h>
#include <linux/module.h>
#ifdef CONFIG_X86_64
#include <asm/nospec-branch.h>
#endif

static char *function = "";
static uint us = 1000000;
static bool held, waiting;
module_param(function, charp, 0444);
module_param(us, uint, 0444);
module_param(held, bool, 0644);
module_param(waiting, bool, 0444);

static struct task_struct *sleeper;

/* The address at which a held call goes on: the begin of the function. */
static unsigned long slow_resume __used;

static void __used slow_sleep(void)
{
	WRITE_ONCE(waiting, true);
	while (READ_ONCE(held))
		msleep(20);
	WRITE_ONCE(waiting, false);
}

/* The probe jumps here from the begin of the function. The arguments are in place. */
#ifdef CONFIG_ARM64
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
#else
/* objtool wants to know that this is a function, and that its jump is meant. */
asm(".pushsection .text\n"
	".type slow_hold, @function\n"
	"slow_hold:	endbr64\n"
	"	push	%rbp\n"
	"	mov	%rsp, %rbp\n"
	"	push	%rdi\n"
	"	push	%rsi\n"
	"	push	%rdx\n"
	"	push	%rcx\n"
	"	push	%r8\n"
	"	push	%r9\n"
	"	call	slow_sleep\n"
	"	pop	%r9\n"
	"	pop	%r8\n"
	"	pop	%rcx\n"
	"	pop	%rdx\n"
	"	pop	%rsi\n"
	"	pop	%rdi\n"
	"	pop	%rbp\n"
	ANNOTATE_RETPOLINE_SAFE "\n"
	"	jmp	*slow_resume(%rip)\n"
	".size slow_hold, . - slow_hold\n"
	".popsection\n");

static unsigned long hold_address(void)
{
	unsigned long at;

	asm("lea slow_hold(%%rip), %0" : "=r" (at));
	return at;
}
#endif

/* By the clock: how often a CPU that QEMU emulates can loop is nothing that a kernel knows. */
static void pass_time(void)
{
	u64 until = ktime_get_mono_fast_ns() + us * (u64)NSEC_PER_USEC;

	while (ktime_get_mono_fast_ns() < until)
		cpu_relax();
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
	pass_time();
	return 0;
}

static void after(struct kprobe *kp, struct pt_regs *regs, unsigned long flags)
{
}

static struct kprobe probe = { .pre_handler = entry };

static int __init slow_init(void)
{
	int err;

	probe.symbol_name = function;
	err = register_kprobe(&probe);
	if (err || !IS_ENABLED(CONFIG_OPTPROBES) || probe.flags & KPROBE_FLAG_FTRACE)
		return err;
	/*
	 * The kernel may make a jump of it, and then entry() cannot go elsewhere. It does
	 * not where there is a handler behind the instruction, too.
	 */
	unregister_kprobe(&probe);
	probe.addr = NULL;
	probe.flags = 0;
	probe.post_handler = after;
	return register_kprobe(&probe);
}

static void __exit slow_exit(void)
{
	unregister_kprobe(&probe);
	WRITE_ONCE(held, false);
	while (READ_ONCE(waiting))
		msleep(20);
	/* Let the task leave the code of this module. */
	msleep(100);
}

module_init(slow_init);
module_exit(slow_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Delay calls of a kernel function, for tests");
