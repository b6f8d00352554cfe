/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * running.h - the vCPU whose KVM_RUN the current thread is in.
 *
 * KVM's tracepoints do not say which vCPU they are about. But in vcpu_load()
 * KVM registers the preempt notifier inside struct kvm_vcpu with the thread
 * that runs it (virt/kvm/kvm_main.c, all kernels from 5.10 to 7.3).
 */
#ifndef KVMTRAP_RUNNING_H
#define KVMTRAP_RUNNING_H

#include <linux/preempt.h>
#include <linux/sched.h>

#include "registry_fast.h"

/*
 * running_vcpu_guess() - if KVM's is the first notifier, where the vCPU is
 *
 * To be looked up, not to be looked at.
 */
static __always_inline struct kvm_vcpu *running_vcpu_guess(void)
{
	return container_of(READ_ONCE(current->preempt_notifiers.first),
			    struct kvm_vcpu, preempt_notifier.link);
}

/* Through the notifiers of whoever else has some; NULL if KVM has none. */
struct kvm_vcpu *running_vcpu_found(void);

/*
 * running_vcpu() - between vcpu_load() and vcpu_put(), preemption off
 * @rec: its record, if it is known
 */
static __always_inline struct kvm_vcpu *running_vcpu(struct record **rec)
{
	struct kvm_vcpu *guess = running_vcpu_guess();

	*rec = record_known(guess);
	return likely(*rec) ? guess : running_vcpu_found();
}

#endif
