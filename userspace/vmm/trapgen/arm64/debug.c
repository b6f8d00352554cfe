// SPDX-License-Identifier: GPL-2.0-only
/*
 * debug.c - the part of trapgen/debug.c that is arm64's: the debug registers.
 */
#include "trapgen/debug.h"
#include "trapgen/programs.h"

/* DBGBCR<n>_EL1 and DBGWCR<n>_EL1 of the Arm ARM: enabled, at EL1 and EL0, 4 bytes. */
#define CONTROL		(0xf << 5 | 3 << 1 | 1)
#define CONTROL_LOADS	(CONTROL | 1 << 3)

/* The breakpoint is at the first instruction of the loop. */
void debug_break(struct vm *vm, uint64_t passes)
{
	struct kvm_guest_debug debug = { .control = KVM_GUESTDBG_USE_HW };
	const struct program *p = program_find("break");
	unsigned int i;

	(void)passes;
	vm_need(vm, KVM_CAP_GUEST_DEBUG_HW_BPS, "hardware breakpoints");
	debug.arch.dbg_bcr[0] = CONTROL;
	for (i = 0; i < vm->nr_vcpus; i++) {
		debug.arch.dbg_bvr[0] = vcpu_ram(&vm->vcpus[i]) +
					(p->code - guests_begin);
		debug_set(&vm->vcpus[i], &debug);
	}
}

void debug_watch(struct vm *vm, uint64_t passes)
{
	struct kvm_guest_debug debug = { .control = KVM_GUESTDBG_USE_HW };
	unsigned int i;

	(void)passes;
	vm_need(vm, KVM_CAP_GUEST_DEBUG_HW_WPS, "hardware watchpoints");
	debug.arch.dbg_wcr[0] = CONTROL_LOADS;
	for (i = 0; i < vm->nr_vcpus; i++) {
		debug.arch.dbg_wvr[0] = vcpu_ram(&vm->vcpus[i]);
		debug_set(&vm->vcpus[i], &debug);
	}
}

bool debug_skip(struct vcpu *vcpu, int err)
{
	if (!err && vcpu->run->exit_reason == KVM_EXIT_DEBUG)
		vcpu_skip_instruction(vcpu);
	return !err;
}
