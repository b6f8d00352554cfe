/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * decode.h - class and reason of an exit, and why KVM_RUN returned.
 *
 * Pure functions and constant tables: no state, no kernel call, so that the
 * unit tests compile them on the build machine. The reasons of exits are the
 * architecture's (arch.h).
 */
#ifndef KVMTRAP_DECODE_H
#define KVMTRAP_DECODE_H

#include <linux/nospec.h>
#include <linux/types.h>

#include "arch.h"
#include "arch/common.h"
#include "uapi/returns.h"

/* Why kvm_arch_vcpu_ioctl_run returned. */
enum kvmtrap_return {
#define X(number, name) KVMTRAP_RET_##name,
	KVMTRAP_RETURNS(X)
#undef X
	KVMTRAP_NR_RETURNS
};

struct kvmtrap_return_info {
	const char *name;
	int number;		/* KVM_EXIT_*, or -1 */
};

extern const char *const kvmtrap_class_names[KVMTRAP_NR_CLASSES];
extern const struct kvmtrap_return_info kvmtrap_returns[KVMTRAP_NR_RETURNS];

/* More than KVM has. A number of the list that does not fit does not compile. */
#define KVMTRAP_RETURN_NUMBERS	64
/* The reason of each KVM_EXIT_*, plus one; 0: the list has no such number. */
extern const u8 kvmtrap_return_of[KVMTRAP_RETURN_NUMBERS];

/**
 * kvmtrap_return_by_number() - why KVM_RUN returned 0
 * @exit_reason: kvm_run.exit_reason
 *
 * Context: any.
 * Return: the reason in the list of uapi/returns.h.
 */
static __always_inline enum kvmtrap_return kvmtrap_return_by_number(u32 exit_reason)
{
	if (exit_reason >= KVMTRAP_RETURN_NUMBERS)
		return KVMTRAP_RET_OTHER;
	/* The VMM may write to its kvm_run while a CPU runs ahead of the check. */
	exit_reason = array_index_nospec(exit_reason, KVMTRAP_RETURN_NUMBERS);
	return kvmtrap_return_of[exit_reason] ? kvmtrap_return_of[exit_reason] - 1 :
						KVMTRAP_RET_OTHER;
}

/**
 * kvmtrap_return_reason() - why KVM_RUN returned
 * @ret: its return value
 * @exit_reason: kvm_run.exit_reason; with an errno only KVM_EXIT_MEMORY_FAULT means something
 *
 * Context: any.
 * Return: the reason in the list of uapi/returns.h.
 */
enum kvmtrap_return kvmtrap_return_reason(int ret, u32 exit_reason);

#endif
