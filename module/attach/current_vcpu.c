// SPDX-License-Identifier: GPL-2.0-only
/*
 * current_vcpu.c - which of a thread's preempt notifiers is KVM's.
 */
#include <linux/kallsyms.h>
#include <linux/kprobes.h>

#include "compat.h"
#include "current_vcpu.h"

/*
 * KVM's notifier is recognised by its functions, which are the same for all vCPUs.
 * They are learnt from a vCPU that was seen to be created or to run.
 */
static const struct preempt_ops *kvm_ops __read_mostly;

void attach_vcpu_learn(const struct kvm_vcpu *vcpu)
{
	if (unlikely(!READ_ONCE(kvm_ops)))
		WRITE_ONCE(kvm_ops, vcpu->preempt_notifier.ops);
}
NOKPROBE_SYMBOL(attach_vcpu_learn);

/*
 * Until then a vCPU that has been in KVM_RUN since before this module was loaded
 * is recognised by the name of one function, kvm_sched_in.
 */
static bool attach_notifier_is_kvms(const struct preempt_notifier *notifier)
{
	const struct preempt_ops *known = READ_ONCE(kvm_ops);

	if (known)
		return notifier->ops == known;
	if (!symbol_is((unsigned long)notifier->ops->sched_in, "kvm_sched_in"))
		return false;
	WRITE_ONCE(kvm_ops, notifier->ops);
	return true;
}
NOKPROBE_SYMBOL(attach_notifier_is_kvms);

struct kvm_vcpu *attach_vcpu_found(void)
{
	struct preempt_notifier *notifier;

	hlist_for_each_entry(notifier, &current->preempt_notifiers, link) {
		if (attach_notifier_is_kvms(notifier))
			return container_of(notifier, struct kvm_vcpu,
					    preempt_notifier);
	}
	return NULL;
}
NOKPROBE_SYMBOL(attach_vcpu_found);

bool attach_vcpu_is(const struct kvm_vcpu *vcpu)
{
	struct preempt_notifier *notifier;

	hlist_for_each_entry(notifier, &current->preempt_notifiers, link) {
		if (notifier == &vcpu->preempt_notifier)
			return attach_notifier_is_kvms(notifier);
	}
	return false;
}
NOKPROBE_SYMBOL(attach_vcpu_is);
