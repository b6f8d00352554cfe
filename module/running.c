// SPDX-License-Identifier: GPL-2.0-only
/*
 * running.c - which of a thread's preempt notifiers is KVM's.
 */
#include <linux/kallsyms.h>
#include <linux/kprobes.h>
#include <linux/string.h>

#include "running.h"

static const struct preempt_ops *kvm_ops;

/* By the name of its function, once; then by address. */
static bool is_kvms(const struct preempt_notifier *notifier)
{
	char name[KSYM_SYMBOL_LEN];

	if (notifier->ops == READ_ONCE(kvm_ops))
		return true;
	if (kvm_ops)
		return false;
	sprint_symbol_no_offset(name, (unsigned long)notifier->ops->sched_in);
	if (strcmp(name, "kvm_sched_in"))
		return false;
	WRITE_ONCE(kvm_ops, notifier->ops);
	return true;
}
NOKPROBE_SYMBOL(is_kvms);

struct kvm_vcpu *running_vcpu_found(void)
{
	struct preempt_notifier *notifier;

	hlist_for_each_entry(notifier, &current->preempt_notifiers, link) {
		if (is_kvms(notifier))
			return container_of(notifier, struct kvm_vcpu,
					    preempt_notifier);
	}
	return NULL;
}
NOKPROBE_SYMBOL(running_vcpu_found);
