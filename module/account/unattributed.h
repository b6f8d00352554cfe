/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * unattributed.h - exits being handled of vCPUs that have no record to keep them in.
 *
 * With attach=tracepoint nothing else lives from an exit to the next entry.
 * Exits of one vCPU are opened and closed by the thread that runs it.
 */
#ifndef KVMTRAP_UNATTRIBUTED_H
#define KVMTRAP_UNATTRIBUTED_H

#include "decode/exit.h"

struct kvm_vcpu;

/* Exits of vCPUs without a record that can be in handling at once. */
#define UNATTRIBUTED_MOST	64u

/* Keep @f for @vcpu. False if there is no room. */
bool unattributed_open(const struct kvm_vcpu *vcpu, const struct exit_frame *f);

/* Is one kept for @vcpu? Then it is moved to @f. */
bool unattributed_close(const struct kvm_vcpu *vcpu, struct exit_frame *f);

/* Are some kept? */
bool unattributed_any(void);

/* Forget all that nobody closes meanwhile, and say how many were uncounted. */
unsigned int unattributed_clear(void);

#endif
