/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * points.h - what the probes and callbacks attach to on x86.
 */
#ifndef KVMTRAP_X86_POINTS_H
#define KVMTRAP_X86_POINTS_H

#include <linux/compiler.h>
#include <linux/kprobes.h>
#include <asm/text-patching.h>

/*
 * The functions that handle exits, svm_handle_exit and vmx_handle_exit, do not see
 * those that KVM answers before them.
 */
#define ARCH_KRETPROBE		0
#define ARCH_ATTACH_HELP	"tracepoint (the only way on x86): KVM's own kvm_exit"
#define ARCH_ATTACH_REFUSED	\
	"not offered on x86, where a probe on a function would miss the exits that KVM answers early: say attach=tracepoint, or leave it out"
#define ARCH_POINT_OTHERWISE	"This kernel's KVM is not supported: please report it"

#define ARCH_SYMBOL_CREATE	"kvm_arch_vcpu_create"
#define ARCH_SYMBOL_DESTROY	"kvm_arch_vcpu_destroy"
#define ARCH_SYMBOL_MP_STATE	"kvm_arch_vcpu_ioctl_set_mpstate"

#define ARCH_POINT_EXIT		"kvm_exit"
#define ARCH_POINT_ENTRY	"kvm_entry"

/* The fields of their events are not their arguments: Kbuild looks at KVM's headers. */
#define ARCH_POINT_EXIT_FIELDS	{ }
#define ARCH_POINT_ENTRY_FIELDS	{ }

/* Does KVM pass the vCPU to these two tracepoints? */
#define ARCH_VCPU_TOLD		true

/*
 * Define the callback @name, with arguments as KVM's TP_PROTO has them. It calls
 * @fn(vcpu, code), with the code for arch_exit_read(): whose exit it is.
 */
#ifdef KVMTRAP_EXIT_HAS_NO_REASON
#define ARCH_EXIT_CALLBACK(name, fn)					\
static void name(void *unused, struct kvm_vcpu *vcpu, u32 isa)		\
{									\
	fn(vcpu, isa);							\
}
#else
#define ARCH_EXIT_CALLBACK(name, fn)					\
static void name(void *unused, unsigned int reason,			\
		 struct kvm_vcpu *vcpu, u32 isa)			\
{									\
	fn(vcpu, isa);							\
}
#endif

/* Define the callback @name of kvm_entry. It calls @fn(vcpu). */
#ifdef KVMTRAP_ENTRY_HAS_FLAGS
#define ARCH_ENTRY_CALLBACK(name, fn)					\
static void name(void *unused, struct kvm_vcpu *vcpu, bool immediate)	\
{									\
	fn(vcpu);							\
}
#else
#define ARCH_ENTRY_CALLBACK(name, fn)					\
static void name(void *unused, struct kvm_vcpu *vcpu)			\
{									\
	fn(vcpu);							\
}
#endif

struct tracepoint;

/**
 * arch_kvm_hold() - is KVM there, and will it stay?
 *
 * It is a module mostly. It is kept until arch_kvm_release(); what is the vendor's,
 * kvm_amd or kvm_intel, comes and goes all the same.
 *
 * Context: process, may sleep.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int arch_kvm_hold(void);

/* Undo arch_kvm_hold(). */
void arch_kvm_release(void);

/**
 * arch_tracepoint() - find a tracepoint of KVM's, which are not all exported
 * @name: its name
 *
 * Context: process, may sleep, while KVM is held.
 * Return: the tracepoint, or NULL if this kernel has none of the name.
 */
struct tracepoint *arch_tracepoint(const char *name);

/* Does KVM fire kvm_exit before it has the registers? */
static inline bool arch_registers_are_late(void)
{
	return false;
}

/**
 * arch_probe_in_place() - is a probe there?
 * @kp: the probe, which is registered
 *
 * All probes of a kernel can be switched off at once through debugfs, and nobody is
 * told. One that sits on ftrace is there while its function calls a tracer, which may
 * be somebody else's.
 *
 * Context: any.
 * Return: true if it is.
 */
static inline bool arch_probe_in_place(const struct kprobe *kp)
{
	u8 now = READ_ONCE(*(const u8 *)kp->addr);

	if (kp->flags & KPROBE_FLAG_FTRACE)
		return now == CALL_INSN_OPCODE;
	return now == INT3_INSN_OPCODE || now == JMP32_INSN_OPCODE;
}

#endif
