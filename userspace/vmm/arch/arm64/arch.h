/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * arch.h - what only the VMM of an arm64 guest has. lib/machine.h declares what each
 * architecture gives.
 */
#ifndef VMM_ARCH_H
#define VMM_ARCH_H

#include <stdint.h>

struct vcpu;
struct vm;

/* Guest-physical addresses beside those of guest/layout.h. */
#define GIC_DIST	0x08000000ull
#define GIC_CPU		0x08010000ull	/* of a GICv2 */
#define DOORBELL	0x09000000ull	/* a store ends the program */
#define DOORBELL_PHASE	0x09000008ull	/* a store tells of a new phase */
#define GIC_REDIST	0x10000000ull	/* of a GICv3: 64 MiB for 512 vCPUs */

#define FIRST_PROCESS_STAYS	false	/* of those that call KVM_RUN */

#define MAX_VCPUS	512
#define RAM_MOST	(MAX_VCPUS * RAM_PER_VCPU)	/* of a VM */

/* What the help says of --image. */
#define IMAGE_STATE "at EL1, MMU off, entered at its start; " \
	"x19 PASSES, x20 the doorbell (a store ends it), x21 free RAM, x22 the page size"

/* @gic: KVM_DEV_TYPE_ARM_VGIC_V2 or _V3; 0: the one that the host has. */
void vm_add_gic(struct vm *vm, uint32_t gic);

uint64_t vcpu_get_pc(const struct vcpu *vcpu);
void vcpu_set_pstate(const struct vcpu *vcpu, uint64_t pstate);
void vcpu_set_x(const struct vcpu *vcpu, unsigned int n, uint64_t value);
void vcpu_set_sysreg(const struct vcpu *vcpu, uint64_t id, uint64_t value);
uint64_t vcpu_get_sysreg(const struct vcpu *vcpu, uint64_t id);
void vcpu_skip_instruction(const struct vcpu *vcpu);

#endif
