/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * machine.h - what arch/NAME/ gives: the part of a VM that is the architecture's.
 * Its arch.h has, besides constants, what is only for other files of that architecture.
 */
#ifndef VMM_MACHINE_H
#define VMM_MACHINE_H

#include "lib/vm.h"

/* @features: see struct program. This is called before the VM has a vCPU. */
void machine_create(struct vm *vm, uint32_t features);
void machine_init_vcpu(struct vcpu *vcpu, uint32_t features);

void vcpu_set_pc(const struct vcpu *vcpu, uint64_t pc);

/**
 * vcpu_set_args() - Set the registers from which a guest program learns what to do.
 * @vcpu: the vCPU
 * @features: as its VM was made
 * @passes: how often to do it
 * @address: what to do it with
 */
void vcpu_set_args(const struct vcpu *vcpu, uint32_t features, uint64_t passes,
		   uint64_t address);

/* Give an image the stack that IMAGE_STATE promises, at the end of the vCPU's RAM; if it does. */
void machine_image_stack(const struct vcpu *vcpu);

enum ring {
	NO_RING,
	RING_END,	/* the program is over */
	RING_PHASE,	/* it begins a new phase */
};

/* Return: whether the guest rings the doorbell. KVM_RUN has just returned 0. */
enum ring machine_rings(const struct kvm_run *run);

/* Return: true if KVM_RUN returned for a guest that has gone wrong, as it would always. */
bool machine_broke(const struct kvm_run *run);

/* Return: by which reason the first fetch of a vCPU's code exits. */
const char *machine_code_fault(void);

/* Return: how the host calls @reason, a name of the table of programs. */
const char *machine_reason(const char *reason);

/* Return: "expect", "atleast" or "atmost": how a foreseen number of @reason is meant. */
const char *machine_how(const char *reason);

#endif
