// SPDX-License-Identifier: GPL-2.0-only
/*
 * nested_vmx.c - the VMCS of a guest's guest: Intel's manual, volume 3, chapter 26 and
 * appendix B. The guest's guest runs as the program itself does: in long mode, by the same
 * page tables.
 */
#include <string.h>
#include <sys/ioctl.h>

#include "lib/machine.h"
#include "trapgen/programs.h"
#include "trapgen/x86/setup.h"

extern const char guest_nested_vmx[], guest_after_nested[];

#define MSR_FEATURE_CONTROL	0x3au
#define FEATURES_LOCKED		0x1u
#define FEATURES_VMX		0x4u
#define MSR_VMX_BASIC		0x480u
#define VMX_REVISION		0x7fffffffu

#define CR0_NE			0x20
#define CR4_VMXE		0x2000

/*
 * The controls that must be set, and for both sides of a switch that it is in long mode.
 * Nothing else is asked for, but HLT: only that and what always exits reaches the program.
 */
#define PIN_CONTROLS		0x16
#define CPU_CONTROLS		0x0401e1f2
#define EXIT_CONTROLS		0x36fff
#define ENTRY_CONTROLS		0x13ff

/* Access rights of segments: code and data as flat() has them, a TSS, and none. */
#define CODE64			0xa09b
#define DATA			0xc093
#define BUSY_TSS		0x8b
#define UNUSABLE		0x10000

/* Fields of the VMCS. Those of segments follow each other: ES, CS, SS, DS, FS, GS, LDTR, TR. */
enum {
	HOST_CS_SELECTOR = 0xc02, HOST_SS_SELECTOR = 0xc04, HOST_TR_SELECTOR = 0xc0c,
	LINK_POINTER = 0x2800, PIN_BASED = 0x4000, CPU_BASED = 0x4002, ON_EXIT = 0x400c,
	ON_ENTRY = 0x4012, GUEST_ES_LIMIT = 0x4800, GUEST_ES_RIGHTS = 0x4814,
	GUEST_CR0 = 0x6800, GUEST_CR3 = 0x6802, GUEST_CR4 = 0x6804, GUEST_DR7 = 0x681a,
	GUEST_RSP = 0x681c, GUEST_RIP = 0x681e, GUEST_RFLAGS = 0x6820,
	HOST_CR0 = 0x6c00, HOST_CR3 = 0x6c02, HOST_CR4 = 0x6c04, HOST_RSP = 0x6c14,
	HOST_RIP = 0x6c16,
};

struct field {
	uint64_t number, value;
};

/* What the program finds at NESTED_AREA. A field of number 0 ends the list. */
struct nested_vmx {
	uint64_t vmxon, vmcs;		/* the addresses of two pages */
	struct field field[48];		/* the first is RIP */
};

static const uint32_t rights[] = {
	DATA, CODE64, DATA, DATA, DATA, DATA, UNUSABLE, BUSY_TSS,
};

static struct field *add(struct field *f, uint64_t number, uint64_t value)
{
	*f = (struct field){ number, value };
	return f + 1;
}

static struct field *add_guest(struct field *f, const struct vcpu *vcpu,
			       const struct kvm_sregs *sregs, const char *inner)
{
	unsigned int i;

	f = add(f, GUEST_RIP, vcpu_ram(vcpu) + (inner - guests_begin));
	f = add(f, GUEST_RSP, vcpu_ram(vcpu) + STACK);
	f = add(f, GUEST_RFLAGS, 2);
	f = add(f, GUEST_DR7, 0x400);
	f = add(f, GUEST_CR0, sregs->cr0);
	f = add(f, GUEST_CR3, sregs->cr3);
	f = add(f, GUEST_CR4, sregs->cr4);
	for (i = 0; i < sizeof(rights) / sizeof(rights[0]); i++) {
		f = add(f, GUEST_ES_RIGHTS + 2 * i, rights[i]);
		f = add(f, GUEST_ES_LIMIT + 2 * i, rights[i] == BUSY_TSS ? 0x67 : 0xffffffff);
	}
	return f;
}

static struct field *add_host(struct field *f, const struct vcpu *vcpu,
			      const struct kvm_sregs *sregs)
{
	f = add(f, HOST_CS_SELECTOR, 8);
	f = add(f, HOST_SS_SELECTOR, 16);
	f = add(f, HOST_TR_SELECTOR, 24);
	f = add(f, HOST_CR0, sregs->cr0);
	f = add(f, HOST_CR3, sregs->cr3);
	f = add(f, HOST_CR4, sregs->cr4);
	f = add(f, HOST_RSP, vcpu_ram(vcpu) + STACK);
	return add(f, HOST_RIP, vcpu_ram(vcpu) + (guest_after_nested - guests_begin));
}

/* Both pages begin with the revision that the vCPU says it has. */
static void fill(struct vcpu *vcpu, const struct kvm_sregs *sregs, uint32_t revision,
		 const char *inner)
{
	struct nested_vmx *n = (void *)(vcpu_memory(vcpu) + NESTED_AREA);
	struct field *f;

	memset(n, 0, 3 * 4096);
	n->vmxon = vcpu_ram(vcpu) + NESTED_AREA + 4096;
	n->vmcs = n->vmxon + 4096;
	memcpy((char *)n + 4096, &revision, sizeof(revision));
	memcpy((char *)n + 2 * 4096, &revision, sizeof(revision));
	f = add_guest(n->field, vcpu, sregs, inner);
	f = add_host(f, vcpu, sregs);
	f = add(f, PIN_BASED, PIN_CONTROLS);
	f = add(f, CPU_BASED, CPU_CONTROLS);
	f = add(f, ON_EXIT, EXIT_CONTROLS);
	f = add(f, ON_ENTRY, ENTRY_CONTROLS);
	add(f, LINK_POINTER, ~0ull);
}

void run_by_vmx(struct vm *vm, const char *inner)
{
	struct {
		struct kvm_msrs head;
		struct kvm_msr_entry entry;
	} on = {
		.head.nmsrs = 1,
		.entry = { MSR_FEATURE_CONTROL, 0, FEATURES_LOCKED | FEATURES_VMX },
	}, basic = { .head.nmsrs = 1, .entry.index = MSR_VMX_BASIC };
	struct kvm_sregs sregs;
	unsigned int i;

	for (i = 0; i < vm->nr_vcpus; i++) {
		struct vcpu *vcpu = &vm->vcpus[i];

		vcpu_get_sregs(vcpu, &sregs);
		sregs.cr0 |= CR0_NE;
		sregs.cr4 |= CR4_VMXE;
		if (ioctl(vcpu->fd, KVM_SET_SREGS, &sregs) < 0 ||
		    ioctl(vcpu->fd, KVM_SET_MSRS, &on) != 1 ||
		    ioctl(vcpu->fd, KVM_GET_MSRS, &basic) != 1)
			unsupported("guests of guests: is kvm_intel's nested on?");
		fill(vcpu, &sregs, basic.entry.data & VMX_REVISION, inner);
		vcpu_set_pc(vcpu, vcpu_ram(vcpu) + (guest_nested_vmx - guests_begin));
	}
}
