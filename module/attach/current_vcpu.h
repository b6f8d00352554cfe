/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * current_vcpu.h - the vCPU whose KVM_RUN the current thread is in.
 *
 * Most of KVM's tracepoints do not say which vCPU they are about; only kvm_exit
 * and kvm_entry of x86 do, and more with the patches of docs/upstream/. But in
 * vcpu_load() KVM registers the preempt notifier inside struct kvm_vcpu with the
 * thread that runs it (virt/kvm/kvm_main.c, all kernels from 5.10 to 7.3).
 */
#ifndef KVMTRAP_CURRENT_VCPU_H
#define KVMTRAP_CURRENT_VCPU_H

#include <linux/kvm_host.h>
#include <linux/preempt.h>
#include <linux/sched.h>

#include "registry/handler.h"

/**
 * attach_vcpu_guess() - where the vCPU is if KVM's is the first notifier
 *
 * Context: handler, preemption off.
 * Return: an address that may be no vCPU's. Use it only as a key to look up;
 * never follow it.
 */
static __always_inline struct kvm_vcpu *attach_vcpu_guess(void)
{
	return container_of(READ_ONCE(current->preempt_notifiers.first),
			    struct kvm_vcpu, preempt_notifier.link);
}

/**
 * attach_vcpu_found() - find KVM's notifier among those of others
 *
 * Context: handler, preemption off.
 * Return: the vCPU that the thread runs, or NULL if no notifier is KVM's.
 */
struct kvm_vcpu *attach_vcpu_found(void);

/**
 * attach_vcpu_is() - is @vcpu the one that the thread runs?
 * @vcpu: an address that may be no vCPU's; it is not followed
 *
 * Context: handler, preemption off.
 * Return: true if it is.
 */
bool attach_vcpu_is(const struct kvm_vcpu *vcpu);

/**
 * attach_vcpu_learn() - know KVM's notifiers from now on by what @vcpu has
 * @vcpu: a vCPU for sure
 *
 * Context: handler, preemption off.
 */
void attach_vcpu_learn(const struct kvm_vcpu *vcpu);

/**
 * attach_vcpu_by_thread() - the vCPU that the thread runs, and its record
 * @rec: is set to its record, or to NULL if none is known
 *
 * It is for events whose tracepoint does not tell the vCPU.
 *
 * Context: handler, preemption off, between vcpu_load() and vcpu_put().
 * Return: the vCPU, or NULL if the thread runs none.
 */
static __always_inline struct kvm_vcpu *
attach_vcpu_by_thread(struct record **rec)
{
	struct kvm_vcpu *vcpu = attach_vcpu_guess();

	*rec = record_known(vcpu);
	if (likely(*rec))
		return vcpu;
	vcpu = attach_vcpu_found();
	if (vcpu)
		*rec = record_known(vcpu);
	return vcpu;
}

/**
 * attach_vcpu() - the vCPU that an event is about, and its record
 * @vcpu: as the tracepoint tells, if ARCH_VCPU_TOLD
 * @rec: is set to its record, or to NULL if none is known
 *
 * Context: handler, preemption off, between vcpu_load() and vcpu_put().
 * Return: the vCPU; NULL if the thread runs none, or what was told is none.
 */
static __always_inline struct kvm_vcpu *attach_vcpu(struct kvm_vcpu *vcpu,
						    struct record **rec)
{
	if (!ARCH_VCPU_TOLD)
		return attach_vcpu_by_thread(rec);
	*rec = record_known(vcpu);
	/* A kernel with other arguments would pass a number. */
	return likely(*rec) || virt_addr_valid(vcpu) ? vcpu : NULL;
}

/**
 * attach_vcpu_fast() - attach_vcpu() at once, only as a key to look up
 * @vcpu: as the tracepoint tells, if ARCH_VCPU_TOLD
 *
 * Context: as attach_vcpu().
 * Return: the vCPU, or an address that may be none's: never follow it.
 */
static __always_inline struct kvm_vcpu *attach_vcpu_fast(struct kvm_vcpu *vcpu)
{
	return ARCH_VCPU_TOLD ? vcpu : attach_vcpu_guess();
}

#endif
