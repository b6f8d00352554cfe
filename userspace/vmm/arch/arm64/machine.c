// SPDX-License-Identifier: GPL-2.0-only
/*
 * machine.c - an arm64 vCPU and its registers. See lib/machine.h and arch.h.
 */
#include <string.h>
#include <unistd.h>

#include "lib/machine.h"

void machine_create(struct vm *vm, uint32_t features)
{
	if (features & 1 << KVM_ARM_VCPU_EL1_32BIT)
		vm_need(vm, KVM_CAP_ARM_EL1_32BIT, "AArch32 at EL1");
}

/* @features: bits of KVM_ARM_VCPU_INIT besides PSCI. */
void machine_init_vcpu(struct vcpu *vcpu, uint32_t features)
{
	struct kvm_vcpu_init init;

	memset(&init, 0, sizeof(init));
	kvm_ioctl(vcpu->vm->fd, KVM_ARM_PREFERRED_TARGET, &init, "KVM_ARM_PREFERRED_TARGET");
	init.features[0] |= 1 << KVM_ARM_VCPU_PSCI_0_2 | features;
	kvm_ioctl(vcpu->fd, KVM_ARM_VCPU_INIT, &init, "KVM_ARM_VCPU_INIT");
}

#define CORE_REG(x) (KVM_REG_ARM64 | KVM_REG_SIZE_U64 | KVM_REG_ARM_CORE | \
		     KVM_REG_ARM_CORE_REG(x))

static void one_reg(const struct vcpu *vcpu, unsigned long request, uint64_t id,
		    uint64_t *value)
{
	struct kvm_one_reg reg = { .id = id, .addr = (uintptr_t)value };

	kvm_ioctl(vcpu->fd, request, &reg, "a register of the guest");
}

void vcpu_set_x(const struct vcpu *vcpu, unsigned int n, uint64_t value)
{
	one_reg(vcpu, KVM_SET_ONE_REG, CORE_REG(regs.regs[0]) + 2 * n, &value);
}

void vcpu_set_pc(const struct vcpu *vcpu, uint64_t pc)
{
	one_reg(vcpu, KVM_SET_ONE_REG, CORE_REG(regs.pc), &pc);
}

uint64_t vcpu_get_pc(const struct vcpu *vcpu)
{
	uint64_t pc;

	one_reg(vcpu, KVM_GET_ONE_REG, CORE_REG(regs.pc), &pc);
	return pc;
}

void vcpu_set_pstate(const struct vcpu *vcpu, uint64_t pstate)
{
	one_reg(vcpu, KVM_SET_ONE_REG, CORE_REG(regs.pstate), &pstate);
}

void vcpu_set_sysreg(const struct vcpu *vcpu, uint64_t id, uint64_t value)
{
	one_reg(vcpu, KVM_SET_ONE_REG, id, &value);
}

uint64_t vcpu_get_sysreg(const struct vcpu *vcpu, uint64_t id)
{
	uint64_t value;

	one_reg(vcpu, KVM_GET_ONE_REG, id, &value);
	return value;
}

void vcpu_skip_instruction(const struct vcpu *vcpu)
{
	vcpu_set_pc(vcpu, vcpu_get_pc(vcpu) + 4);
}

void vcpu_set_args(const struct vcpu *vcpu, uint32_t features, uint64_t passes,
		   uint64_t address)
{
	/* In AArch32, the registers from x19 on belong to other modes. */
	unsigned int first = features & 1 << KVM_ARM_VCPU_EL1_32BIT ? 4 : 19;

	vcpu_set_x(vcpu, first, passes);
	vcpu_set_x(vcpu, first + 1, DOORBELL);
	vcpu_set_x(vcpu, first + 2, address);
	vcpu_set_x(vcpu, first + 3, sysconf(_SC_PAGESIZE));
}

/* None is promised. */
void machine_image_stack(const struct vcpu *vcpu)
{
	(void)vcpu;
}

enum ring machine_rings(const struct kvm_run *run)
{
	if (run->exit_reason != KVM_EXIT_MMIO || !run->mmio.is_write)
		return NO_RING;
	if (run->mmio.phys_addr == DOORBELL)
		return RING_END;
	return run->mmio.phys_addr == DOORBELL_PHASE ? RING_PHASE : NO_RING;
}

const char *machine_code_fault(void)
{
	return "IABT_LOW";
}

const char *machine_reason(const char *reason)
{
	return reason;
}

const char *machine_how(const char *reason)
{
	if (strstr(reason, "ABT_LOW"))
		return "atleast";
	return strcmp(reason, "WFx") ? "expect" : "atmost";
}

/* Whatever KVM_RUN returns for, the guest can go on: tests/modules/inject.c makes up all of it. */
bool machine_broke(const struct kvm_run *run)
{
	(void)run;
	return false;
}
