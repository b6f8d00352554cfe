// SPDX-License-Identifier: GPL-2.0-only
/*
 * creation.c - vCPUs that KVM was seen to create, until they have a record:
 * what probe handlers note of them, and read.
 */
#include <linux/kprobes.h>
#include <linux/kvm_host.h>

#include "handler.h"

struct created *created_of(const struct kvm_vcpu *vcpu)
{
	struct created *c = created_find(&registry.created, vcpu);

	if (!c || c->creator == vcpu->kvm->userspace_pid)
		return c;
	created_remove(&registry.created, &registry.shares, c);
	return NULL;
}
NOKPROBE_SYMBOL(created_of);

void created_refused(struct kvm_vcpu *vcpu, bool at_exit,
		     const struct created *c, pid_t pid)
{
	if (created_whole(&registry.created, c) && !unattributed_is_off_for(pid))
		count(&registry_unattributed()->lost,
		      arch_stat_exits(vcpu, at_exit) - at_exit);
}
NOKPROBE_SYMBOL(created_refused);

void created_seen(const struct kvm_vcpu *vcpu)
{
	struct created *c;
	unsigned long flags;

	record_drop_stale(vcpu);
	raw_spin_lock_irqsave(&registry.lock, flags);
	c = created_find(&registry.created, vcpu);
	if (c)
		created_remove(&registry.created, &registry.shares, c);
	c = created_add(&registry.created, &registry.shares, vcpu,
			current_user_number(), task_tgid_nr(current),
			!registry.paused);
	if (c)
		c->creator = vcpu->kvm->userspace_pid;
	raw_spin_unlock_irqrestore(&registry.lock, flags);
}
NOKPROBE_SYMBOL(created_seen);

bool created_run(const struct kvm_vcpu *vcpu, int why)
{
	struct created *c;
	unsigned long flags;

	raw_spin_lock_irqsave(&registry.lock, flags);
	c = created_of(vcpu);
	if (c) {
		created_catch_up(&registry.created, c);
		c->in_run = why < 0;
		if (why >= 0 && created_whole(&registry.created, c))
			c->returns[why]++;
	}
	raw_spin_unlock_irqrestore(&registry.lock, flags);
	return c;
}
NOKPROBE_SYMBOL(created_run);

bool created_is_whole(const struct kvm_vcpu *vcpu)
{
	struct created *c;
	unsigned long flags;
	bool whole;

	raw_spin_lock_irqsave(&registry.lock, flags);
	c = created_of(vcpu);
	whole = c && created_whole(&registry.created, c);
	raw_spin_unlock_irqrestore(&registry.lock, flags);
	return whole;
}
NOKPROBE_SYMBOL(created_is_whole);

void created_gone(const struct kvm_vcpu *vcpu)
{
	struct created *c;
	unsigned long flags;

	raw_spin_lock_irqsave(&registry.lock, flags);
	c = created_of(vcpu);
	if (c)
		created_remove(&registry.created, &registry.shares, c);
	raw_spin_unlock_irqrestore(&registry.lock, flags);
}
NOKPROBE_SYMBOL(created_gone);
