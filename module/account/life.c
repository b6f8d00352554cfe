// SPDX-License-Identifier: GPL-2.0-only
/*
 * life.c - a vCPU is created, and destroyed.
 */
#include <linux/kernel.h>
#include <linux/kprobes.h>

#include "exit.h"
#include "life.h"
#include "private.h"
#include "unattributed.h"

void account_create(const struct kvm_vcpu *vcpu)
{
	struct exit_frame f;

	/* An earlier vCPU at this address, whose destruction was not seen. */
	if (unlikely(unattributed_close(vcpu, &f)) && !f.counted)
		count(&registry_unattributed()->lost, 1);
	created_seen(vcpu);
}
NOKPROBE_SYMBOL(account_create);

/*
 * A vCPU that has no record goes. If it was seen to be created, and no exit of it
 * was seen, it gets a record at its end, which counts all its exits as lost.
 */
static struct record *account_record_at_end(struct kvm_vcpu *vcpu)
{
	struct record *rec = NULL;

	account_handled_unattributed(vcpu, false, KVMTRAP_RETVAL_UNSEEN);
	if (arch_stat_exits(vcpu, false) && created_is_whole(vcpu))
		rec = record_make(vcpu, false, true);
	if (!rec)
		created_gone(vcpu);
	return rec;
}
NOKPROBE_SYMBOL(account_record_at_end);

/* As many vCPUs as a VM can have on arm64. Of a VM with more the search ends there. */
#define KEEP_LOOKS	512

/*
 * KVM destroys the vCPUs of a VM one after another, in the order of their
 * indices. @rec is the VM's last record so far: the next vCPU that is to get one
 * at its end gets it now, or it would be in a VM of its own.
 *
 * One that has not exited gets none, nor does one of which nothing is noted. Any user can
 * have thousands of these, so they are passed over without the registry's lock.
 */
static void account_keep_vm(const struct record *rec, struct kvm_vcpu *vcpu)
{
	struct kvm *kvm = vcpu->kvm;
	int i, end;

	if (!record_is_last_of_vm(rec))
		return;
	end = min(atomic_read(&kvm->online_vcpus), vcpu->vcpu_idx + 1 + KEEP_LOOKS);
	for (i = vcpu->vcpu_idx + 1; i < end; i++) {
		struct kvm_vcpu *next = kvm_get_vcpu(kvm, i);

		if (next && arch_stat_exits(next, false) && !record_known(next) &&
		    created_is_noted(next) && account_record_at_end(next))
			return;
	}
}
NOKPROBE_SYMBOL(account_keep_vm);

void account_destroy(struct kvm_vcpu *vcpu)
{
	struct record *rec = record_known(vcpu);
	struct times *t;
	bool missed;

	if (!rec)
		rec = account_record_at_end(vcpu);
	if (!rec)
		return;
	if (account_sync(rec, vcpu, false, KVMTRAP_RETVAL_UNSEEN)) {
		missed = account_lost(rec, arch_stat_exits(vcpu, false), false);
		t = READ_ONCE(rec->times);
		/* It runs no more: so the return of its last KVM_RUN was missed. */
		missed |= rec->in_run || (t && times_are_of_run(t));
		/* Its last state lasted until now, unless a change of it was missed. */
		if (t)
			times_end(t, missed ? TIMES_UNSURE : TIMES_SEEN);
	}
	account_keep_vm(rec, vcpu);
	record_retire(rec);
}
NOKPROBE_SYMBOL(account_destroy);
