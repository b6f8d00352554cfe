/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kvm_stats.h - KVM's own statistics of the VMs that run on this host, in debugfs.
 */
#ifndef KVMTRAP_KVM_STATS_H
#define KVMTRAP_KVM_STATS_H

#include <stddef.h>
#include <stdint.h>

#define KVM_STATS_ROOT	"/sys/kernel/debug/kvm"

/* X(ID, NAME): the statistics that tell exits apart, by KVM's names. */
#define KVM_STATS(X)			\
	X(EXITS, "exits")		\
	X(HVC, "hvc_exit_stat")		\
	X(WFI, "wfi_exit_stat")		\
	X(WFE, "wfe_exit_stat")		\
	X(MMIO_KERNEL, "mmio_exit_kernel")	\
	X(MMIO_USER, "mmio_exit_user")

enum kvm_stat {
#define X(id, name) KVM_STAT_##id,
	KVM_STATS(X)
#undef X
	NR_KVM_STATS
};

extern const char *const kvm_stat_name[NR_KVM_STATS];

struct kvm_vm {
	char *folder;		/* PID-FD */
	char *pid;
	char *name;		/* as its VMM was given it, else the VMM's command name */
	uint64_t count[NR_KVM_STATS];
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
