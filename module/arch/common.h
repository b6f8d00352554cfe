/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * common.h - the types by which the folders below describe exits.
 *
 * Each architecture has a folder here, named as the kernel names it (SRCARCH).
 * The rest of the module includes its arch.h and no other of its headers, and
 * names nothing that is not listed there.
 */
#ifndef KVMTRAP_ARCH_COMMON_H
#define KVMTRAP_ARCH_COMMON_H

#include <linux/types.h>

#include "uapi/classes.h"

enum kvmtrap_class {
#define X(number, id, name) KVMTRAP_##id = number,
	KVMTRAP_CLASSES(X)
#undef X
	KVMTRAP_NR_CLASSES
};

/* Who answered an exit of class IO? */
enum kvmtrap_io {
	KVMTRAP_IO_NONE,	/* it is of another class */
	KVMTRAP_IO_KERNEL,
	KVMTRAP_IO_USER,
};

struct kvmtrap_reason_info {
	const char *name;
	const char *code;
	u8 class;
};

/* Whose handling times a histogram has: those of one reason, or of the rest of a class. */
struct kvmtrap_latency {
	u8 class;
	u8 reason;	/* KVMTRAP_NR_REASONS: all of the class that have none of their own */
};

/* What stands for a return value that nobody saw. */
#define KVMTRAP_RETVAL_UNSEEN	(-0x7fffffff - 1)

#endif
