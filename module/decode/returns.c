// SPDX-License-Identifier: GPL-2.0-only
/*
 * returns.c - what is the same on every architecture: the names of the
 * classes, and why KVM_RUN returned.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>

#include "decode.h"

const char *const kvmtrap_class_names[KVMTRAP_NR_CLASSES] = {
#define X(number, id, name) [number] = name,
	KVMTRAP_CLASSES(X)
#undef X
};

const struct kvmtrap_return_info kvmtrap_returns[KVMTRAP_NR_RETURNS] = {
#define X(number, name) [KVMTRAP_RET_##name] = { #name, number },
	KVMTRAP_RETURNS(X)
#undef X
};

const u8 kvmtrap_return_of[KVMTRAP_RETURN_NUMBERS] = {
#define X(number, name) [number] = KVMTRAP_RET_##name + 1,
	KVMTRAP_KVM_EXITS(X)
#undef X
};

enum kvmtrap_return kvmtrap_return_reason(int ret, u32 exit_reason)
{
	enum kvmtrap_return why;

	if (ret == -EINTR)
		return KVMTRAP_RET_SIGNAL;
	why = kvmtrap_return_by_number(exit_reason);
	/* The only one that comes with an errno (6.8). */
	if (ret < 0 && (why != KVMTRAP_RET_MEMORY_FAULT || (ret != -EFAULT && ret != -EHWPOISON)))
		return KVMTRAP_RET_ERROR;
	return why;
}
NOKPROBE_SYMBOL(kvmtrap_return_reason);
