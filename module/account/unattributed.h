/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * unattributed.h - keeps exits that KVM is handling, of vCPUs without a record.
 *
 * With attach=tracepoint nothing else keeps an exit until the next entry.
 * Exits of one vCPU are opened and closed by the thread that runs it.
 */
#ifndef KVMTRAP_UNATTRIBUTED_H
#define KVMTRAP_UNATTRIBUTED_H

#include "decode/exit.h"

struct kvm_vcpu;

/* How many exits can be kept at once. */
#define UNATTRIBUTED_MOST	64u

/**
 * unattributed_open() - keep an exit that is being handled
 * @vcpu: the vCPU, which has no record
 * @f: the exit, which is copied
 * @era: of unattributed_counts()
 *
 * Context: handler, preemption off; takes no lock.
 * Return: false if there is no room.
 */
bool unattributed_open(const struct kvm_vcpu *vcpu, const struct exit_frame *f, u32 era);

/**
 * unattributed_close() - take out the exit that is kept for @vcpu
 * @vcpu: the vCPU
 * @f: filled if there is one
 *
 * Context: handler, preemption off; takes no lock.
 * Return: true if there was one that still counts: see unattributed_era_is_over().
 */
bool unattributed_close(const struct kvm_vcpu *vcpu, struct exit_frame *f);

/**
 * unattributed_close_of_thread() - take out the exit that the current thread opened
 * @vcpu: is set to its vCPU if there is one
 * @f: filled if there is one
 *
 * Context: handler, preemption off, in KVM_RUN; takes no lock.
 * Return: true if there was one that still counts: see unattributed_era_is_over().
 */
bool unattributed_close_of_thread(struct kvm_vcpu **vcpu, struct exit_frame *f);

/**
 * unattributed_any() - are some exits kept?
 *
 * Context: any; takes no lock.
 * Return: true if some are.
 */
bool unattributed_any(void);

/**
 * unattributed_clear() - forget all exits that nobody closes meanwhile
 *
 * Context: any; takes no lock.
 * Return: how many of them were not counted yet.
 */
unsigned int unattributed_clear(void);

#endif
