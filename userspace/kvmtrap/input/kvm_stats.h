/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kvm_stats.h - KVM's own statistics of the VMs that run on this host, in debugfs.
 */
#ifndef KVMTRAP_KVM_STATS_H
#define KVMTRAP_KVM_STATS_H

#include <stddef.h>
#include <stdint.h>

#include "input/arch.h"

#define KVM_STATS_ROOT	"/sys/kernel/debug/kvm"

/*
 * X(ID, NAME, ARCH): the statistics that tell exits apart, by KVM's names, and the
 * architecture that has them; NR_ARCHS: each one.
 */
#define KVM_STATS(X)						\
	X(EXITS, "exits", NR_ARCHS)				\
	X(HVC, "hvc_exit_stat", ARCH_ARM64)			\
	X(WFI, "wfi_exit_stat", ARCH_ARM64)			\
	X(WFE, "wfe_exit_stat", ARCH_ARM64)			\
	X(MMIO_KERNEL, "mmio_exit_kernel", ARCH_ARM64)		\
	X(MMIO_USER, "mmio_exit_user", ARCH_ARM64)		\
	X(HYPERCALLS, "hypercalls", ARCH_X86)			\
	X(MMIO, "mmio_exits", ARCH_X86)				\
	X(IO, "io_exits", ARCH_X86)

enum kvm_stat {
#define X(id, name, arch) KVM_STAT_##id,
	KVM_STATS(X)
#undef X
	NR_KVM_STATS
};

extern const char *const kvm_stat_name[NR_KVM_STATS];

struct kvm_vm {
	char *folder;		/* PID-FD */
	char *pid;
	char *name;		/* as its VMM was given it, else the VMM's command name */
	uint64_t count[NR_KVM_STATS];	/* 0: of another architecture */
};

struct kvm_vms {
	struct kvm_vm *vm;
	size_t n;
	int64_t when_ns;	/* by the monotonic clock */
};

/* Read the statistics of all VMs; to be freed with kvm_vms_free(). */
void kvm_vms_read(struct kvm_vms *v);
void kvm_vms_free(struct kvm_vms *v);

#endif
