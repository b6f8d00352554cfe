// SPDX-License-Identifier: GPL-2.0-only
/*
 * returns.c - what is the same on every architecture: the names of the
 * classes, and why KVM_RUN returned.
 */
#include <linux/errno.h>
#include <linux/kernel.h>

#include "decode.h"

const char *const kvmtrap_class_names[KVMTRAP_NR_CLASSES] = {
#define X(number, id, name) [number] = name,
	KVMTRAP_CLASSES(X)
#undef X
};

const char *const kvmtrap_return_names[KVMTRAP_NR_RETURNS] = {
#define X(number, name) [number] = #name,
	KVMTRAP_RETURNS(X)
#undef X
};

enum kvmtrap_return kvmtrap_return_reason(int ret, u32 exit_reason)
{
	if (ret == -EINTR)
		return KVMTRAP_RET_SIGNAL;
	if (ret < 0)
		return KVMTRAP_RET_ERROR;
	return min_t(u32, exit_reason, KVMTRAP_RET_NEWER);
}
