/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * points.h - what the probes and callbacks attach to on arm64.
 */
#ifndef KVMTRAP_ARM64_POINTS_H
#define KVMTRAP_ARM64_POINTS_H

#include <linux/compiler.h>
#include <linux/kprobes.h>
#include <asm/byteorder.h>
#include <asm/debug-monitors.h>
#include <asm/virt.h>

#include "compat.h"

/* Is there a function that all exits go through? If not, there is no attach=kretprobe. */
#define ARCH_KRETPROBE		1
#define ARCH_ATTACH_HELP	\
	"kretprobe (default) on handle_exit, or tracepoint: KVM's own kvm_exit"
#define ARCH_ATTACH_REFUSED	"neither kretprobe nor tracepoint"
/* What to do where a tracepoint is not as it should be. */
#define ARCH_POINT_OTHERWISE	"Or choose attach=kretprobe"

/* handle_exit(vcpu, index) */
#define ARCH_SYMBOL_EXIT	"handle_exit"
#define ARCH_SYMBOL_RUN		"kvm_arch_vcpu_ioctl_run"
#define ARCH_SYMBOL_CREATE	"kvm_arch_vcpu_create"
#define ARCH_SYMBOL_DESTROY	"kvm_arch_vcpu_destroy"
#define ARCH_SYMBOL_MP_STATE	"kvm_arch_vcpu_ioctl_set_mpstate"

#define ARCH_POINT_EXIT		"kvm_exit"
#define ARCH_POINT_ENTRY	"kvm_entry"

/* Name and size of the fields of their events: the fields are the arguments. */
#ifdef KVMTRAP_VCPU_TOLD
#include "points_told.h"
#else
#define ARCH_POINT_EXIT_FIELDS	\
	{ { "ret", 4 }, { "esr_ec", 4 }, { "vcpu_pc", sizeof(long) } }
#define ARCH_POINT_ENTRY_FIELDS	{ { "vcpu_pc", sizeof(long) } }

/* Does KVM pass the vCPU to these two tracepoints? */
#define ARCH_VCPU_TOLD		false

/*
 * Define the callback @name, with arguments as KVM's TP_PROTO has them on every
 * kernel from 5.10 to 7.3. It calls @fn(vcpu, code): with the vCPU if KVM passes
 * it (ARCH_VCPU_TOLD), and with the code for arch_exit_read().
 */
#define ARCH_EXIT_CALLBACK(name, fn)				\
static void name(void *unused, int index, unsigned int ec,	\
		 unsigned long pc)				\
{								\
	fn(NULL, index);					\
}

/* Define the callback @name of kvm_entry. It calls @fn(vcpu). */
#define ARCH_ENTRY_CALLBACK(name, fn)				\
static void name(void *unused, unsigned long pc)		\
{								\
	fn(NULL);						\
}
#endif

struct tracepoint;

/**
 * arch_tracepoint() - find a tracepoint of KVM's, which are not exported
 * @name: its name
 *
 * Context: process.
 * Return: the tracepoint, or NULL if this kernel has none of the name.
 */
struct tracepoint *arch_tracepoint(const char *name);

/**
 * arch_probe_in_place() - is a probe's breakpoint there?
 * @kp: the probe, which is registered
 *
 * All probes of a kernel can be switched off at once through debugfs, and
 * nobody is told. Instructions are little-endian, whatever the kernel's data is.
 *
 * Context: any.
 * Return: true if it is, or if the probe sits on ftrace.
 */
static inline bool arch_probe_in_place(const struct kprobe *kp)
{
	if (kp->flags & KPROBE_FLAG_FTRACE)
		return true;
	return le32_to_cpu(READ_ONCE(*(const __le32 *)kp->addr)) == BRK64_OPCODE_KPROBES;
}

/**
 * arch_registers_are_late() - does KVM fire kvm_exit before it has the registers?
 *
 * With kvm-arm.mode=protected EL2 keeps them, and handle_exit_early() of 7.3 asks for
 * those of a guest that is not protected. What is in struct kvm_vcpu before is what the
 * last exit left there, but for the PC.
 *
 * Context: any.
 * Return: true if it does.
 */
static inline bool arch_registers_are_late(void)
{
#ifdef KVMTRAP_LATE_REGISTERS
	return KVMTRAP_KVM_IS_PROTECTED();
#else
	return false;
#endif
}

/**
 * arch_kvm_hold() - is KVM there, and will it stay?
 *
 * Context: process, may sleep.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int arch_kvm_hold(void);

/* Undo arch_kvm_hold(): nothing, as KVM is always there on arm64. */
static inline void arch_kvm_release(void)
{
}

#endif
