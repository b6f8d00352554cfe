// SPDX-License-Identifier: GPL-2.0-only
/*
 * vm.c - VMs: which there are, whose they are, and which are left out.
 */
#include <linux/cred.h>
#include <linux/kprobes.h>
#include <linux/kvm_host.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>

#include "private.h"

bool registry_vm_is_off(const struct vm *vm)
{
	return registry.paused ||
	       (registry.filter_pid && vm->pid != registry.filter_pid) ||
	       (registry.filter_vm && vm->number != registry.filter_vm);
}
NOKPROBE_SYMBOL(registry_vm_is_off);

void vm_end(struct vm *vm)
{
	if (!vm->kvm)
		return;
	/* Remove the key, so that another VM at this address gets a number of its own. */
	ptrmap_remove(&registry.by_kvm, vm->kvm);
	vm->kvm = NULL;
	registry.vms_live--;
}
NOKPROBE_SYMBOL(vm_end);

static struct vm *vm_known(const struct kvm *kvm)
{
	struct vm *vm = ptrmap_find(&registry.by_kvm, kvm);

	return vm && vm->creator == kvm->userspace_pid ? vm : NULL;
}
NOKPROBE_SYMBOL(vm_known);

/*
 * The copy may race with a rename, but is always terminated. The name of a VMM
 * that is not the current process is not known any more.
 */
static void vm_name(struct vm *vm)
{
	const char *name = vm->pid == task_tgid_nr(current) ? current->group_leader->comm : "-";
	unsigned int i;

	/* Without a call: see current_user_number(). */
	for (i = 0; i < sizeof(vm->comm) - 1; i++) {
		vm->comm[i] = READ_ONCE(name[i]);
		if (!vm->comm[i])
			return;
	}
	vm->comm[i] = 0;
}
NOKPROBE_SYMBOL(vm_name);

static struct vm *vm_make(const struct kvm *kvm, struct vmm_user *user, pid_t pid)
{
	struct vm *vm = ptrmap_find(&registry.by_kvm, kvm);

	/*
	 * An earlier VM at this address, whose end was not seen. Some of its
	 * vCPUs may still have records.
	 */
	if (vm)
		vm_end(vm);
	/* The list is not empty: there are as many VMs as records, and each VM has one. */
	vm = list_first_entry(&registry.free_vms, struct vm, node);
	list_del_init(&vm->node);
	vm->kvm = kvm;
	vm->creator = kvm->userspace_pid;
	vm->kept = NULL;
	vm->user = user;
	vm->uid = user->uid;
	vm->number = ++registry.last_vm_number;
	vm->pid = pid;
	vm_name(vm);
	ptrmap_insert(&registry.by_kvm, kvm, vm);
	registry.vms_live++;
	return vm;
}
NOKPROBE_SYMBOL(vm_make);

/*
 * This runs under `lock`, so it calls no function of the kernel for what it can do itself. With
 * 5.10 a return probe on such a function waits for a lock that the kernel holds while it calls
 * the module's own return handlers, which wait for `lock`: see docs/restrictions.md.
 */
uid_t current_user_number(void)
{
	const struct user_namespace *ns = current_user_ns();
	kuid_t uid = current_uid();

	for (; ns != &init_user_ns; ns = ns->parent)
		uid = ns->owner;
	return __kuid_val(uid);
}
NOKPROBE_SYMBOL(current_user_number);

struct vm *vm_of(struct kvm_vcpu *vcpu, const struct created *made)
{
	unsigned int free = registry.size - registry.records_used;
	struct vm *vm = vm_known(vcpu->kvm);
	struct vmm_user *user = vm ? vm->user : made ? made->user :
		user_of(&registry.shares, current_user_number());

	if (share_allows(user->held[SHARED_RECORDS], free, SHARE_OF_USER) &&
	    share_allows(vm ? vm->live : 0, free, SHARE_OF_VM))
		return vm ?: vm_make(vcpu->kvm, user,
				     made ? created_pid(&registry.created, made) :
					    task_tgid_nr(current));
	user_put(&registry.shares, user);
	return NULL;
}
NOKPROBE_SYMBOL(vm_of);
