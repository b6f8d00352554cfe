/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * account.h - what happens at an exit, when KVM_RUN begins and returns, and
 * when a vCPU goes.
 *
 * Called by the probes with preemption off. No lock, no allocation; one
 * counter is written an exit, besides KVM's own count at that exit.
 */
#ifndef KVMTRAP_ACCOUNT_H
#define KVMTRAP_ACCOUNT_H

#include "arch/arm64/capture.h"
#include "registry.h"

/* Kept from the entry of handle_exit to its return. */
struct exit_frame {
	struct kvm_vcpu *vcpu;
	struct record *rec;	/* NULL: unattributed */
	struct guest_exit exit;
	struct mmio_stats mmio;
	bool counted, traced;
};

/* Kept from the entry of kvm_arch_vcpu_ioctl_run to its return. */
struct run_frame {
	struct kvm_vcpu *vcpu;
};

/* Does this exit have to be seen again when handle_exit returns? */
bool account_exit(struct exit_frame *f, struct kvm_vcpu *vcpu, u32 index);
void account_exit_return(struct exit_frame *f, int ret);

void account_run(struct run_frame *f, struct kvm_vcpu *vcpu);
void account_run_return(const struct run_frame *f, int ret);

/* The vCPU's last exits may have gone past the probe. */
void account_destroy(struct kvm_vcpu *vcpu);

#endif
