// SPDX-License-Identifier: GPL-2.0-only
/*
 * setup.c - see setup.h.
 */
#include <string.h>

#include "trapgen/behave.h"
#include "trapgen/x86/setup.h"

#define CR0_PE		0x1u
#define CR0_PG		0x80000000u
#define CR0_WP		0x10000u
#define CR4_PSE		0x10
#define CR4_PAE		0x20
#define CR4_OSXSAVE	0x40000
#define EFER_LME	0x100
#define EFER_LMA	0x400

void add_ioeventfd_any(struct vm *vm, uint64_t passes)
{
	struct kvm_ioeventfd where = { .addr = IOEVENT };

	(void)passes;
	vm_need(vm, KVM_CAP_IOEVENTFD_ANY_LENGTH, "eventfd for stores of any length");
	vm_add_ioeventfd(vm, &where);
}

void add_readonly_event(struct vm *vm, uint64_t passes)
{
	struct kvm_ioeventfd where = { .addr = READONLY, .len = 4 };

	(void)passes;
	add_readonly(vm, 1);
	vm_add_ioeventfd(vm, &where);
}

void add_ioeventfd_port(struct vm *vm, uint64_t passes)
{
	struct kvm_ioeventfd where = {
		.addr = PORT_EVENT, .len = 1, .flags = KVM_IOEVENTFD_FLAG_PIO,
	};

	(void)passes;
	vm_add_ioeventfd(vm, &where);
}

void add_coalesced(struct vm *vm, uint64_t passes)
{
	struct kvm_coalesced_mmio_zone zone = { .addr = UNBACKED, .size = 4096 };

	(void)passes;
	kvm_ioctl(vm->fd, KVM_REGISTER_COALESCED_MMIO, &zone, "KVM_REGISTER_COALESCED_MMIO");
}

void allow_xsave(struct vm *vm, uint64_t passes)
{
	struct kvm_sregs sregs;
	unsigned int i;

	(void)passes;
	if (!__builtin_cpu_supports("xsave"))
		unsupported("XSAVE");
	for (i = 0; i < vm->nr_vcpus; i++) {
		vcpu_get_sregs(&vm->vcpus[i], &sregs);
		sregs.cr4 |= CR4_OSXSAVE;
		vcpu_set_sregs(&vm->vcpus[i], &sregs);
	}
}

void begin_in_real_mode(struct vm *vm, uint64_t passes)
{
	struct kvm_sregs sregs;
	unsigned int i;

	(void)passes;
	for (i = 0; i < vm->nr_vcpus; i++) {
		vcpu_get_sregs(&vm->vcpus[i], &sregs);
		sregs.cr0 &= ~CR0_PE;
		vcpu_set_sregs(&vm->vcpus[i], &sregs);
	}
}

void report_tpr(struct vm *vm, uint64_t passes)
{
	struct kvm_tpr_access_ctl report = { .enabled = 1 };
	unsigned int i;

	(void)passes;
	for (i = 0; i < vm->nr_vcpus; i++)
		kvm_ioctl(vm->vcpus[i].fd, KVM_TPR_ACCESS_REPORTING, &report,
			  "KVM_TPR_ACCESS_REPORTING");
}

/*
 * Page tables that map the first 4 GiB to themselves by pages of 2 MiB. They are at the
 * start of the free RAM: the top, the one below it, and four of the last level. Bits 0, 1,
 * 5, 6: present, writable, accessed, dirty; 7: a large page.
 */
#define TABLE(n) ((n) * 512)

static void map_all(uint64_t *tables, uint64_t address)
{
	unsigned int i;

	memset(tables, 0, 2 * 4096);
	tables[TABLE(0)] = (address + 4096) | 0x23;
	for (i = 0; i < 4; i++)
		tables[TABLE(1) + i] = (address + (2 + i) * 4096) | 0x23;
	for (i = 0; i < 4 * 512; i++)
		tables[TABLE(2) + i] = ((uint64_t)i << 21) | 0xe3;
}

/*
 * The same with a single table, of pages of 4 MiB, and exceptions. Nobody may store to the pages
 * where there is no RAM.
 */
void enter_paging(struct vm *vm, uint64_t passes)
{
	struct kvm_sregs sregs;
	unsigned int i, j;

	catch_exceptions(vm, passes);
	for (i = 0; i < vm->nr_vcpus; i++) {
		struct vcpu *vcpu = &vm->vcpus[i];
		uint32_t *table = (void *)(vcpu_memory(vcpu) + RAM_AREA);

		for (j = 0; j < 1024; j++)
			table[j] = j << 22 | (j >= RAM >> 22 && j < (RAM + RAM_MOST) >> 22 ?
					      0xe3 : 0xe1);
		vcpu_get_sregs(vcpu, &sregs);
		sregs.cr0 |= CR0_PG | CR0_WP;
		sregs.cr3 = vcpu_ram(vcpu) + RAM_AREA;
		sregs.cr4 |= CR4_PSE;
		vcpu_set_sregs(vcpu, &sregs);
	}
}

void enter_long_mode(struct vm *vm, uint64_t passes)
{
	struct kvm_sregs sregs;
	unsigned int i;

	(void)passes;
	for (i = 0; i < vm->nr_vcpus; i++) {
		struct vcpu *vcpu = &vm->vcpus[i];
		uint64_t tables = vcpu_ram(vcpu) + RAM_AREA;

		map_all((void *)(vcpu_memory(vcpu) + RAM_AREA), tables);
		vcpu_get_sregs(vcpu, &sregs);
		sregs.cr0 |= CR0_PG;
		sregs.cr3 = tables;
		sregs.cr4 |= CR4_PAE;
		sregs.efer |= EFER_LME | EFER_LMA;
		sregs.cs.db = 0;
		sregs.cs.l = 1;
		vcpu_set_sregs(vcpu, &sregs);
	}
}
