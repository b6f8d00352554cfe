/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * compat.h - what differs between the kernels from 5.10 to 7.3. The Kbuild files of
 * arch/ look into the kernel's headers, and define KVMTRAP_* for what they find.
 */
#ifndef KVMTRAP_COMPAT_H
#define KVMTRAP_COMPAT_H

#include <linux/kconfig.h>
#include <linux/version.h>

#if !IS_ENABLED(CONFIG_KVM)
#error "kvmtrapcount needs a kernel with CONFIG_KVM"
#endif
#if !IS_ENABLED(CONFIG_KRETPROBES)
#error "kvmtrapcount needs a kernel with CONFIG_KPROBES and CONFIG_KRETPROBES"
#endif
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 10, 0)
#error "kvmtrapcount supports kernels from 5.10 on"
#endif

/*
 * From 6.7 on (objpool) each CPU has its own free return-probe
 * instances; before, all share a list for which they contend.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 7, 0)
#define KRETPROBES_CONTEND 1
#else
#define KRETPROBES_CONTEND 0
#endif

/* KVM can hide guests from the host (pKVM) from 5.12 on. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 12, 0)
#define KVMTRAP_KVM_IS_PROTECTED()	false
#else
#define KVMTRAP_KVM_IS_PROTECTED()	is_protected_kvm_enabled()
#endif

#include <linux/kallsyms.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/uaccess.h>

/**
 * mutex_is_mine() - does the current thread hold @lock?
 * @lock: the mutex; its memory may be free, if the end of a vCPU was not seen
 *
 * mutex_get_owner(), from 6.17 on, is not exported. The low bits of the owner are
 * flags.
 *
 * Context: any.
 * Return: true if it does.
 */
static inline bool mutex_is_mine(const struct mutex *lock)
{
#if defined(CONFIG_PREEMPT_RT) && !defined(KVMTRAP_HAVE_RTMUTEX)
	/* Mainline has PREEMPT_RT from 5.15 on. The patches for 5.10 have another mutex. */
	const void *word = &lock->lock.owner;
#elif defined(CONFIG_PREEMPT_RT)
	const void *word = &lock->rtmutex.owner;
#else
	const void *word = &lock->owner;
#endif
	unsigned long owner;

	return !copy_from_kernel_nofault(&owner, word, sizeof(owner)) &&
	       (owner & ~7ul) == (unsigned long)current;
}

/**
 * symbol_is() - is @name that of the function at @address?
 * @address: of a function
 * @name: the name
 *
 * A compiler that checks calls, or optimizes over files, appends a word to the
 * name: .cfi_jt, .llvm.N. That of a function of a module has the module behind it: " [kvm]".
 *
 * Context: any.
 * Return: true if it is, with or without such a word.
 */
static inline bool symbol_is(unsigned long address, const char *name)
{
	char symbol[KSYM_SYMBOL_LEN];
	size_t n = strlen(name);

	sprint_symbol_no_offset(symbol, address);
	return !strncmp(symbol, name, n) && strchr(". ", symbol[n]);
}

#endif
