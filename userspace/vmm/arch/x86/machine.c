// SPDX-License-Identifier: GPL-2.0-only
/*
 * machine.c - an x86 vCPU and its registers. See lib/machine.h and arch.h.
 */
#include <stdlib.h>

#include "lib/machine.h"

#define CR0_PE		0x1
#define CR0_ET		0x10
#define EFLAGS_IF	0x200
#define APIC_X2		0x400
#define APIC_ENABLED	0x800

void machine_create(struct vm *vm, uint32_t features)
{
	uint64_t identity_map = 0xfffbc000;

	/* VMX wants four pages for itself, at an address that the guest does not use. */
	kvm_ioctl(vm->fd, KVM_SET_IDENTITY_MAP_ADDR, &identity_map, "KVM_SET_IDENTITY_MAP_ADDR");
	kvm_ioctl(vm->fd, KVM_SET_TSS_ADDR, (void *)0xfffbd000ul, "KVM_SET_TSS_ADDR");
	if (features & X86_IRQCHIP)
		kvm_ioctl(vm->fd, KVM_CREATE_IRQCHIP, NULL, "KVM_CREATE_IRQCHIP");
}

/* The vCPU has all features of the host that KVM can give. */
static void set_cpuid(struct vcpu *vcpu)
{
	const unsigned int most = 256;
	struct kvm_cpuid2 *cpuid = calloc(1, sizeof(*cpuid) + most * sizeof(cpuid->entries[0]));

	if (!cpuid)
		fatal("CPUID");
	cpuid->nent = most;
	kvm_ioctl(vcpu->vm->kvm, KVM_GET_SUPPORTED_CPUID, cpuid, "KVM_GET_SUPPORTED_CPUID");
	kvm_ioctl(vcpu->fd, KVM_SET_CPUID2, cpuid, "KVM_SET_CPUID2");
	free(cpuid);
}

void vcpu_get_sregs(const struct vcpu *vcpu, struct kvm_sregs *sregs)
{
	kvm_ioctl(vcpu->fd, KVM_GET_SREGS, sregs, "KVM_GET_SREGS");
}

void vcpu_set_sregs(const struct vcpu *vcpu, const struct kvm_sregs *sregs)
{
	kvm_ioctl(vcpu->fd, KVM_SET_SREGS, (void *)sregs, "KVM_SET_SREGS");
}

/* 4 GiB from 0 on. Types 11 and 3: code and data, already accessed. */
static struct kvm_segment flat(uint16_t selector, uint8_t type)
{
	return (struct kvm_segment){
		.limit = 0xffffffff, .selector = selector, .type = type,
		.present = 1, .db = 1, .s = 1, .g = 1,
	};
}

static void get_regs(const struct vcpu *vcpu, struct kvm_regs *regs)
{
	kvm_ioctl(vcpu->fd, KVM_GET_REGS, regs, "KVM_GET_REGS");
}

static void set_regs(const struct vcpu *vcpu, const struct kvm_regs *regs)
{
	kvm_ioctl(vcpu->fd, KVM_SET_REGS, (void *)regs, "KVM_SET_REGS");
}

/*
 * Interrupts on: none comes to the guest. While a guest has them off, bochs holds the host's back.
 * The host would not run again where the guest spins, or where KVM's fast path answers each of its
 * exits.
 */
static void let_host_in(const struct vcpu *vcpu)
{
	struct kvm_regs regs;

	get_regs(vcpu, &regs);
	regs.rflags |= EFLAGS_IF;
	set_regs(vcpu, &regs);
}

static void set_stack(const struct vcpu *vcpu, uint64_t end)
{
	struct kvm_regs regs;

	get_regs(vcpu, &regs);
	regs.rsp = end;
	set_regs(vcpu, &regs);
}

void machine_init_vcpu(struct vcpu *vcpu, uint32_t features)
{
	struct kvm_mp_state runnable = { .mp_state = KVM_MP_STATE_RUNNABLE };
	struct kvm_sregs sregs;

	set_cpuid(vcpu);
	vcpu_get_sregs(vcpu, &sregs);
	sregs.cs = flat(8, 11);
	sregs.ds = flat(16, 3);
	sregs.es = sregs.ds;
	sregs.fs = sregs.ds;
	sregs.gs = sregs.ds;
	sregs.ss = sregs.ds;
	sregs.cr0 = CR0_PE | CR0_ET;
	if (features & X86_X2APIC)
		sregs.apic_base |= APIC_X2 | APIC_ENABLED;
	vcpu_set_sregs(vcpu, &sregs);
	/* With a LAPIC, all vCPUs but the first would wait for another to start them. */
	if (features & X86_IRQCHIP)
		kvm_ioctl(vcpu->fd, KVM_SET_MP_STATE, &runnable, "KVM_SET_MP_STATE");
	let_host_in(vcpu);
	set_stack(vcpu, vcpu_ram(vcpu) + STACK);
}

void vcpu_set_pc(const struct vcpu *vcpu, uint64_t pc)
{
	struct kvm_regs regs;

	get_regs(vcpu, &regs);
	regs.rip = pc;
	set_regs(vcpu, &regs);
}

void vcpu_skip(const struct vcpu *vcpu, unsigned int bytes)
{
	struct kvm_regs regs;

	get_regs(vcpu, &regs);
	regs.rip += bytes;
	set_regs(vcpu, &regs);
}

void vcpu_set_args(const struct vcpu *vcpu, uint32_t features, uint64_t passes,
		   uint64_t address)
{
	struct kvm_regs regs;

	(void)features;
	get_regs(vcpu, &regs);
	regs.rsi = (uint32_t)passes;
	regs.rbp = passes >> 32;
	regs.rdi = address;
	set_regs(vcpu, &regs);
}

/* An image may be longer than the programs are, so that STACK would be in it. */
void machine_image_stack(const struct vcpu *vcpu)
{
	set_stack(vcpu, vcpu_ram(vcpu) + vcpu->vm->ram_per_vcpu);
}

enum ring machine_rings(const struct kvm_run *run)
{
	if (run->exit_reason != KVM_EXIT_IO || run->io.direction != KVM_EXIT_IO_OUT)
		return NO_RING;
	if (run->io.port == DOORBELL)
		return RING_END;
	return run->io.port == DOORBELL_PHASE ? RING_PHASE : NO_RING;
}

bool machine_broke(const struct kvm_run *run)
{
	return run->exit_reason == KVM_EXIT_SHUTDOWN ||
	       run->exit_reason == KVM_EXIT_FAIL_ENTRY ||
	       run->exit_reason == KVM_EXIT_INTERNAL_ERROR;
}
