// SPDX-License-Identifier: GPL-2.0-only
/*
 * start.c - a vCPU that waits until another one starts it.
 */
#include <errno.h>
#include <string.h>

#include "lib/machine.h"
#include "trapgen/x86/setup.h"

extern const char guest_ap_begin[], guest_ap_end[];

/* What guests_start.S knows as well. SIPI starts a CPU below 1 MiB. */
#define AP_CODE		0x8000u
#define AP_PASSES	0x10008u
#define AP_END		0x11000u

void wait_for_start(struct vm *vm, uint64_t passes)
{
	struct kvm_mp_state state = { .mp_state = KVM_MP_STATE_UNINITIALIZED };
	uint8_t *memory = vm_add_memory(vm, 1, 0, AP_CODE, AP_END - AP_CODE);

	memcpy(memory, guest_ap_begin, guest_ap_end - guest_ap_begin);
	memcpy(memory + (AP_PASSES - AP_CODE), &passes, sizeof(uint32_t));
	kvm_ioctl(vm->vcpus[1].fd, KVM_SET_MP_STATE, &state, "KVM_SET_MP_STATE");
}

/* KVM_RUN returns once to say that the vCPU has been reset. It has not entered the guest. */
bool until_started(struct vcpu *vcpu, int err)
{
	vcpu->waits += err == EAGAIN;
	return !err || err == EAGAIN;
}
