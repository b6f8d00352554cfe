// SPDX-License-Identifier: GPL-2.0-only
/*
 * slots.c - the VMM changes its slots while the guest runs. KVM has then to look again at
 * what it has marked as no memory: its marks are as old as the slots were.
 */
#include <string.h>

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
