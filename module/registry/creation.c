// SPDX-License-Identifier: GPL-2.0-only
/*
 * creation.c - vCPUs that KVM was seen to create, until they have a record:
 * what probe handlers note of them, and read.
 */
#include <linux/kprobes.h>
#include <linux/kvm_host.h>

#include "compat.h"
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
		     struct created *c, pid_t pid)
{
	struct counters *unattributed = registry_unattributed();
	int i;

	if (!created_whole(&registry.created, c) || unattributed_is_off_for(pid))
		return;
	count(&unattributed->lost, exits_before(vcpu, at_exit));
	created_catch_up(&registry.created, c);
	for (i = 0; i < KVMTRAP_NR_RETURNS; i++)
		count(&unattributed->returns[i], c->returns[i]);
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

/* Under `lock`. */
static void created_count(struct created *c, enum kvmtrap_return why)
{
	created_catch_up(&registry.created, c);
	if (created_whole(&registry.created, c))
		c->returns[why]++;
}
NOKPROBE_SYMBOL(created_count);

bool created_run(const struct kvm_vcpu *vcpu, int why)
{
	bool begins = why < 0;
	struct created *c;
	unsigned long flags;

	raw_spin_lock_irqsave(&registry.lock, flags);
	c = created_of(vcpu);
	if (c) {
		/* It begins once more: the return was missed. */
		if (why < 0 && c->in_run)
			why = KVMTRAP_RET_MISSED;
		c->in_run = begins;
		if (why >= 0)
			created_count(c, why);
	}
	raw_spin_unlock_irqrestore(&registry.lock, flags);
	return c;
}
NOKPROBE_SYMBOL(created_run);

/* As many vCPUs as a VM can have on arm64. Of a process with more the search ends there. */
#define CREATED_LOOKS	512u

/*
 * The vCPU if the current thread holds its mutex. What is read of another one may be of
 * anything by then.
 */
static const struct kvm_vcpu *created_mine(const struct created *c)
{
	const struct kvm_vcpu *vcpu = READ_ONCE(c->vcpu);

	return vcpu && mutex_is_mine(&vcpu->mutex) ? vcpu : NULL;
}
NOKPROBE_SYMBOL(created_mine);

/*
 * Whoever holds a vCPU's mutex in KVM_RUN runs it, and it does not go meanwhile. All others
 * are passed over without the lock, so that nobody waits for a process that has many.
 */
bool created_return(enum kvmtrap_return why, struct kvm_vcpu **exited)
{
	struct created_set *set = &registry.created;
	pid_t pid = task_tgid_nr(current);
	struct created *c = created_next(set, pid, 0);
	unsigned int looks = 0;
	unsigned long flags;
	bool held = false;

	*exited = NULL;
	for (; c && !held && looks < CREATED_LOOKS; looks++) {
		const struct kvm_vcpu *vcpu = created_mine(c);

		if (vcpu) {
			raw_spin_lock_irqsave(&registry.lock, flags);
			held = c->vcpu == vcpu;
			if (held && arch_stat_exits(vcpu, false))
				*exited = (struct kvm_vcpu *)vcpu;
			else if (held)
				created_count(c, why);
			raw_spin_unlock_irqrestore(&registry.lock, flags);
		}
		c = created_next(set, pid, c - set->all + 1);
	}
	return held;
}
NOKPROBE_SYMBOL(created_return);

bool created_is_noted(const struct kvm_vcpu *vcpu)
{
	return created_find(&registry.created, vcpu);
}
NOKPROBE_SYMBOL(created_is_noted);

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
