/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * run.h - what happens when KVM_RUN begins and returns, and when a vCPU wakes in it or
 * is switched off.
 *
 * Called with preemption off: nothing is allocated.
 */
#ifndef KVMTRAP_ACCOUNT_RUN_H
#define KVMTRAP_ACCOUNT_RUN_H

#include <linux/types.h>

struct kvm_vcpu;
struct record;

/**
 * account_wakeup() - the vCPU slept in KVM and woke
 * @rec: its record
 *
 * What is left of its exit is handled now.
 *
 * Context: handler, preemption off; takes the registry's lock after a reset.
 */
void account_wakeup(struct record *rec);

/**
 * account_switched_off() - the VMM has switched a vCPU off
 * @vcpu: the vCPU
 *
 * Only attach=tracepoint needs it. It does not see the begin of KVM_RUN, in which the
 * vCPU will wait.
 *
 * Context: handler, preemption off, where KVM holds the vCPU; takes the registry's
 * lock after a reset.
 */
void account_switched_off(const struct kvm_vcpu *vcpu);

/**
 * account_run() - KVM_RUN begins
 * @vcpu: the vCPU
 *
 * Context: handler, preemption off; takes the registry's lock if a control
 * was written, or if @vcpu has no record.
 */
void account_run(struct kvm_vcpu *vcpu);

/**
 * account_run_return() - KVM_RUN returns
 * @vcpu: the vCPU
 * @ret: what it returns
 *
 * Context: handler, preemption off; takes the registry's lock if a control
 * was written, or if @vcpu has no record.
 */
void account_run_return(struct kvm_vcpu *vcpu, int ret);

/**
 * account_return() - KVM_RUN has returned; KVM does not tell of which vCPU
 * @rec: the record of the vCPU, or NULL if it is not known
 * @ret: what it returned
 * @exit_reason: kvm_run.exit_reason
 *
 * It is for attach=tracepoint, which never sees the begin of KVM_RUN.
 *
 * Context: handler, preemption off; takes the registry's lock if a control was
 * written, and may take it if @rec is NULL.
 */
void account_return(struct record *rec, int ret, u32 exit_reason);

/**
 * account_return_told() - account_return() where KVM tells the vCPU
 * @vcpu: the vCPU, which gets a record if it has exited and has none
 * @ret: what KVM_RUN returned
 * @exit_reason: kvm_run.exit_reason
 *
 * Context: handler, preemption off; takes the registry's lock if a control was
 * written, or for a vCPU without a record.
 */
void account_return_told(struct kvm_vcpu *vcpu, int ret, u32 exit_reason);

#endif
