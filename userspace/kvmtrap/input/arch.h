/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * arch.h - which architecture a snapshot or a recording is of. The command reads both on
 * either.
 */
#ifndef KVMTRAP_INPUT_ARCH_H
#define KVMTRAP_INPUT_ARCH_H

#include <stdbool.h>

enum architecture {
	ARCH_ARM64,
	ARCH_X86,
	NR_ARCHS,
	ARCH_UNKNOWN = NR_ARCHS	/* one that this version does not know */
};

/* As the item arch of health has them. */
extern const char *const arch_names[NR_ARCHS];

/* Return: the architecture of this name, or ARCH_UNKNOWN. */
enum architecture arch_find(const char *name);

/*
 * Return: the one that this program runs on. On a machine that the module is not for, arm64
 * is as good as any.
 */
enum architecture arch_of_host(void);

/* Return: true if this host's CPUs have a flag, as /proc/cpuinfo names it on x86. */
bool arch_host_has(const char *flag);

/*
 * Return: true if this host runs guests by VMX, as CPUs of Intel's do. KVM's module is not asked: where
 * it is built in, those of both vendors are there.
 */
bool arch_host_is_intel(void);

#endif
