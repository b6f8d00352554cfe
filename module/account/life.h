/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * life.h - what happens when a vCPU comes and goes.
 *
 * Called with preemption off: nothing is allocated.
 */
#ifndef KVMTRAP_ACCOUNT_LIFE_H
#define KVMTRAP_ACCOUNT_LIFE_H

#include <linux/types.h>

struct kvm_vcpu;

/**
 * account_create() - KVM has created a vCPU
 * @vcpu: the vCPU, made by the current thread
 *
 * Context: handler, preemption off; takes the registry's lock.
 */
void account_create(const struct kvm_vcpu *vcpu);

/**
 * account_destroy() - KVM destroys a vCPU
 * @vcpu: the vCPU, whose last exits may have gone past the probe
 *
 * If @vcpu is the last of its VM with a record, the next one that needs a record gets
 * it here. Later it would be taken for a vCPU of another VM.
 *
 * Context: handler, preemption off, in whichever thread; takes the registry's
 * lock.
 */
void account_destroy(struct kvm_vcpu *vcpu);

#endif
