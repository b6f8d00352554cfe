// SPDX-License-Identifier: GPL-2.0-only
/*
 * slots.c - the VMM changes its slots while the guest runs. KVM has then to look again at
 * what it has marked as no memory: its marks are as old as the slots were.
 */
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "lib/machine.h"
#include "trapgen/x86/setup.h"

bool add_slot_on_phase(struct vcpu *vcpu, int err)
{
	const size_t size = SLOT_PAGES * 4096;

	/*
	 * The host has the pages by then: what KVM maps for a load takes stores as well.
	 * With a dirty log KVM maps none of the next seven pages before it is stored to.
	 */
	if (!err && machine_rings(vcpu->run) == RING_PHASE)
		memset(vm_add_memory(vcpu->vm, 1, KVM_MEM_LOG_DIRTY_PAGES, UNBACKED, size), 1,
		       size);
	return !err;
}

void add_unused_slot(struct vm *vm, uint64_t passes)
{
	struct kvm_ioeventfd where = { .addr = IOEVENT, .len = 4 };

	(void)passes;
	vm_add_memory(vm, 1, 0, READONLY, 4096);
	vm_add_ioeventfd(vm, &where);
}

bool change_slot_on_phase(struct vcpu *vcpu, int err)
{
	struct vm *vm = vcpu->vm;

	if (!err && machine_rings(vcpu->run) == RING_PHASE) {
		vm->further[0].flags ^= KVM_MEM_LOG_DIRTY_PAGES;
		kvm_ioctl(vm->fd, KVM_SET_USER_MEMORY_REGION, &vm->further[0],
			  "KVM_SET_USER_MEMORY_REGION");
	}
	return !err;
}

void add_slot_to_delete(struct vm *vm, uint64_t passes)
{
	(void)passes;
	vm_add_memory(vm, 1, 0, READONLY, 64 * 4096);
}

static void *delete_slot(void *arg)
{
	const struct vm *vm = arg;
	struct kvm_userspace_memory_region none = vm->further[0];

	none.memory_size = 0;
	kvm_ioctl(vm->fd, KVM_SET_USER_MEMORY_REGION, &none, "KVM_SET_USER_MEMORY_REGION");
	return NULL;
}

/* KVM takes its time over it, and the guest runs meanwhile. */
bool delete_slot_on_phase(struct vcpu *vcpu, int err)
{
	pthread_t thread;
	char c;

	if (!err && machine_rings(vcpu->run) == RING_PHASE) {
		if (pthread_create(&thread, NULL, delete_slot, vcpu->vm))
			fatal("pthread_create");
		pthread_detach(thread);
		if (read(0, &c, 1) != 1)
			fatal("standard input");
	}
	return !err;
}
