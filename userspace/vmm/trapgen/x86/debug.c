// SPDX-License-Identifier: GPL-2.0-only
/*
 * debug.c - the part of trapgen/debug.c that is x86's: the debug registers.
 */
#include "trapgen/debug.h"
#include "trapgen/programs.h"
#include "trapgen/x86/setup.h"

/* DR7: bit 10 is always set; the first register is on; of 4 bytes that are loaded or stored. */
#define DR7_NONE	0x400ull
#define DR7_EXECUTE	(DR7_NONE | 0x1)
#define DR7_ACCESS	(DR7_NONE | 0xf << 16 | 0x1)

static void debug_registers(struct vm *vm, uint64_t dr7, uint64_t offset)
{
	struct kvm_guest_debug debug = { .control = KVM_GUESTDBG_USE_HW_BP };
	unsigned int i;

	if (dr7 != DR7_NONE && host_is_qemu())
		unsupported("hardware breakpoints for guests");
	debug.arch.debugreg[7] = dr7;
	for (i = 0; i < vm->nr_vcpus; i++) {
		debug.arch.debugreg[0] = vcpu_ram(&vm->vcpus[i]) + offset;
		debug_set(&vm->vcpus[i], &debug);
	}
}

void debug_int3(struct vm *vm, uint64_t passes)
{
	if (host_is_qemu())
		unsupported("exit at INT3");
	debug_brk(vm, passes);
}

/* The breakpoint is at the first instruction of the loop. */
void debug_break(struct vm *vm, uint64_t passes)
{
	(void)passes;
	debug_registers(vm, DR7_EXECUTE, program_find("break")->code - guests_begin);
}

void debug_watch(struct vm *vm, uint64_t passes)
{
	(void)passes;
	debug_registers(vm, DR7_ACCESS, 0);
}

/* No breakpoint is set, but the registers are the VMM's. */
void debug_none(struct vm *vm, uint64_t passes)
{
	(void)passes;
	debug_registers(vm, DR7_NONE, 0);
}

bool debug_skip(struct vcpu *vcpu, int err)
{
	if (!err && vcpu->run->exit_reason == KVM_EXIT_DEBUG)
		vcpu_skip(vcpu, 1);
	return !err;
}
