// SPDX-License-Identifier: GPL-2.0-only
/*
 * access.c - see access.h.
 */
#include <linux/kprobes.h>

#include "access.h"

enum kvmtrap_reason x86_plain_outcome(enum kvmtrap_reason reason,
				      const struct arch_exit *x,
				      const struct arch_stats *before,
				      const struct kvm_vcpu *vcpu)
{
	struct x86_outcome o;

	x86_outcome_read(&o, before, vcpu);
	/* That of a guest's guest is not plain. */
	o.nested = false;
	return x86_settle_early(&reason, x->detail, &o) ? reason : KVMTRAP_NR_REASONS;
}
NOKPROBE_SYMBOL(x86_plain_outcome);
