// SPDX-License-Identifier: GPL-2.0-only
/*
 * nested_svm.c - the VMCB of a guest's guest: AMD64 Architecture Programmer's Manual,
 * volume 2, appendix B.
 */
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>

#include "lib/machine.h"
#include "trapgen/programs.h"
#include "trapgen/x86/setup.h"

extern const char guest_in_nested[], guest_in_nested_hlt[];

#define EFER_SVME	0x1000u
#define MSR_VM_HSAVE_PA	0xc0010117u

struct segment {
	uint16_t selector, attributes;
	uint32_t limit;
	uint64_t base;
};

struct vmcb {
	uint32_t cr, dr, exceptions, misc[3];
	uint8_t to_asid[0x58 - 0x18];
	uint32_t asid;
	uint8_t to_save[0x400 - 0x5c];
	struct segment es, cs, ss, ds, fs, gs, gdtr, ldtr, idtr, tr;
	uint8_t to_efer[0x4d0 - 0x4a0];
	uint64_t efer;
	uint8_t to_cr4[0x548 - 0x4d8];
	uint64_t cr4, cr3, cr0, dr7, dr6, rflags, rip;
	uint8_t to_rsp[0x5d8 - 0x580];
	uint64_t rsp;
};

_Static_assert(offsetof(struct vmcb, asid) == 0x58, "the VMCB's ASID");
_Static_assert(offsetof(struct vmcb, efer) == 0x4d0, "the VMCB's EFER");
_Static_assert(offsetof(struct vmcb, rip) == 0x578, "the VMCB's RIP");
_Static_assert(offsetof(struct vmcb, rsp) == 0x5d8, "the VMCB's RSP");

/* HLT: a bit of the fourth word of intercepts. What a VMRUN needs, and VMMCALL: of the fifth. */
#define INTERCEPT_HLT		0x1000000u
#define INTERCEPT_VMRUN		0x1u
#define INTERCEPT_VMMCALL	0x2u

/* The flat segments that the program itself has. */
static struct segment flat(uint16_t selector, uint16_t attributes)
{
	return (struct segment){ .selector = selector, .attributes = attributes,
				 .limit = 0xffffffff };
}

static void fill(struct vmcb *v, const struct vcpu *vcpu, const char *inner)
{
	memset(v, 0, sizeof(*v));
	v->misc[0] = INTERCEPT_HLT;
	v->misc[1] = INTERCEPT_VMRUN | INTERCEPT_VMMCALL;
	v->asid = 1;
	v->cs = flat(8, 0xc9b);
	v->ds = flat(16, 0xc93);
	v->es = v->ds;
	v->ss = v->ds;
	v->fs = v->ds;
	v->gs = v->ds;
	v->efer = EFER_SVME;
	v->cr0 = 0x11;
	v->dr6 = 0xffff0ff0;
	v->dr7 = 0x400;
	v->rflags = 2;
	v->rip = vcpu_ram(vcpu) + (inner - guests_begin);
	v->rsp = vcpu_ram(vcpu) + STACK;
}

/* KVM lets only who has page tables do VMRUN. */
static void run_by_svm(struct vm *vm, const char *inner)
{
	struct {
		struct kvm_msrs head;
		struct kvm_msr_entry entry;
	} msrs = { .head.nmsrs = 1, .entry.index = MSR_VM_HSAVE_PA };
	struct kvm_sregs sregs;
	unsigned int i;

	for (i = 0; i < vm->nr_vcpus; i++) {
		struct vcpu *vcpu = &vm->vcpus[i];

		/* The page behind the VMCB is for what VMRUN saves. */
		msrs.entry.data = vcpu_ram(vcpu) + NESTED_AREA + 4096;
		vcpu_get_sregs(vcpu, &sregs);
		sregs.efer |= EFER_SVME;
		if (ioctl(vcpu->fd, KVM_SET_SREGS, &sregs) < 0 ||
		    ioctl(vcpu->fd, KVM_SET_MSRS, &msrs) != 1)
			unsupported("guests of guests: is kvm_amd's nested on?");
		fill((struct vmcb *)(vcpu_memory(vcpu) + NESTED_AREA), vcpu, inner);
	}
}

static void run(struct vm *vm, uint64_t passes, const char *inner)
{
	enter_long_mode(vm, passes);
	if (host_is_intel())
		run_by_vmx(vm, inner);
	else
		run_by_svm(vm, inner);
}

void run_nested(struct vm *vm, uint64_t passes)
{
	run(vm, passes, guest_in_nested);
}

void run_nested_hlt(struct vm *vm, uint64_t passes)
{
	run(vm, passes, guest_in_nested_hlt);
}
