/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * leaf.h - this CPU's own variables. See leaf.h of arm64 for why it is the architecture's.
 */
#ifndef KVMTRAP_X86_LEAF_H
#define KVMTRAP_X86_LEAF_H

#include <linux/percpu.h>

/* Preemption is off for as long as the value is used. */
#define arch_this_cpu_ptr(var)	raw_cpu_ptr(&(var))

#endif
