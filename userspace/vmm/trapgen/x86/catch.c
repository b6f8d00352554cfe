// SPDX-License-Identifier: GPL-2.0-only
/*
 * catch.c - tables with which the guest takes exceptions. They are in the page of its
 * code, between the code and the stack.
 */
#include <assert.h>

#include "trapgen/programs.h"
#include "trapgen/x86/setup.h"

extern const char guest_on_fault[], guest_on_error[], guest_on_interrupt[], guest_on_nmi[];

enum { NMI = 2, UD = 6, GP = 13, PF = 14, INTERRUPT = 0x30, VECTORS };

/* AMD64 Architecture Programmer's Manual, volume 2, 4.8: legacy segments and gates. */
#define CODE_SEGMENT	0x00cf9b000000ffffull
#define DATA_SEGMENT	0x00cf93000000ffffull
#define GATE		(0x8eull << 40 | 8 << 16)	/* of interrupts, to the code segment */

struct tables {
	uint64_t segments[3];
	uint64_t vectors[VECTORS];
};

_Static_assert(TABLES + sizeof(struct tables) + 128 <= STACK, "no room for the stack");

static uint64_t gate(const struct vcpu *vcpu, const char *handler)
{
	uint64_t at = vcpu_ram(vcpu) + (handler - guests_begin);

	return GATE | (at & 0xffff) | (at >> 16) << 48;
}

void catch_exceptions(struct vm *vm, uint64_t passes)
{
	struct kvm_sregs sregs;
	unsigned int i;

	(void)passes;
	assert(guests_end - guests_begin <= TABLES);
	for (i = 0; i < vm->nr_vcpus; i++) {
		struct vcpu *vcpu = &vm->vcpus[i];
		struct tables *t = (void *)(vcpu_memory(vcpu) + TABLES);

		t->segments[1] = CODE_SEGMENT;
		t->segments[2] = DATA_SEGMENT;
		t->vectors[NMI] = gate(vcpu, guest_on_nmi);
		t->vectors[UD] = gate(vcpu, guest_on_fault);
		t->vectors[GP] = gate(vcpu, guest_on_error);
		t->vectors[PF] = gate(vcpu, guest_on_error);
		t->vectors[INTERRUPT] = gate(vcpu, guest_on_interrupt);
		vcpu_get_sregs(vcpu, &sregs);
		sregs.gdt.base = vcpu_ram(vcpu) + TABLES;
		sregs.gdt.limit = sizeof(t->segments) - 1;
		sregs.idt.base = sregs.gdt.base + sizeof(t->segments);
		sregs.idt.limit = sizeof(t->vectors) - 1;
		vcpu_set_sregs(vcpu, &sregs);
	}
}
