// SPDX-License-Identifier: GPL-2.0-only
/*
 * debug.c - see debug.h.
 */
#include <sys/ioctl.h>

#include "trapgen/debug.h"

void debug_set(struct vcpu *vcpu, struct kvm_guest_debug *debug)
{
	debug->control |= KVM_GUESTDBG_ENABLE;
	if (ioctl(vcpu->fd, KVM_SET_GUEST_DEBUG, debug) < 0)
		fatal("KVM_SET_GUEST_DEBUG");
}

static void set_debug_all(struct vm *vm, uint32_t control)
{
	struct kvm_guest_debug debug = { .control = control };
	unsigned int i;

	for (i = 0; i < vm->nr_vcpus; i++)
		debug_set(&vm->vcpus[i], &debug);
}

void debug_brk(struct vm *vm, uint64_t passes)
{
	(void)passes;
	set_debug_all(vm, KVM_GUESTDBG_USE_SW_BP);
}

void debug_steps(struct vm *vm, uint64_t passes)
{
	(void)passes;
	set_debug_all(vm, KVM_GUESTDBG_SINGLESTEP);
}
