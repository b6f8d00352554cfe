// SPDX-License-Identifier: GPL-2.0-only
/*
 * behave.c - how a VMM treats a guest program of x86: see setup.h.
 */
#include <errno.h>
#include <sys/ioctl.h>
#include <time.h>

#include "lib/machine.h"
#include "trapgen/x86/setup.h"

void end_hlt(struct vcpu *vcpu)
{
	struct kvm_mp_state state;

	kvm_ioctl(vcpu->fd, KVM_GET_MP_STATE, &state, "KVM_GET_MP_STATE");
	if (state.mp_state != KVM_MP_STATE_HALTED)
		return;
	state.mp_state = KVM_MP_STATE_RUNNABLE;
	kvm_ioctl(vcpu->fd, KVM_SET_MP_STATE, &state, "KVM_SET_MP_STATE");
}

static bool set_state_on_phase(struct vcpu *vcpu, int err, uint32_t mp_state)
{
	struct kvm_mp_state state = { .mp_state = mp_state };

	if (!err && machine_rings(vcpu->run) == RING_PHASE)
		kvm_ioctl(vcpu->fd, KVM_SET_MP_STATE, &state, "KVM_SET_MP_STATE");
	return !err;
}

bool stop_on_phase(struct vcpu *vcpu, int err)
{
	return set_state_on_phase(vcpu, err, KVM_MP_STATE_UNINITIALIZED);
}

bool init_on_phase(struct vcpu *vcpu, int err)
{
	return set_state_on_phase(vcpu, err, KVM_MP_STATE_INIT_RECEIVED);
}

/* Without a LAPIC in the kernel there is nobody for whose SIPI it could wait. */
bool refused_state_on_phase(struct vcpu *vcpu, int err)
{
	const struct timespec second = { .tv_sec = 1 };
	struct kvm_mp_state state = { .mp_state = KVM_MP_STATE_UNINITIALIZED };

	if (!err && machine_rings(vcpu->run) == RING_PHASE) {
		if (!ioctl(vcpu->fd, KVM_SET_MP_STATE, &state) || errno != EINVAL)
			fatal("KVM_SET_MP_STATE is not refused");
		nanosleep(&second, NULL);
	}
	return !err;
}

bool until_error(struct vcpu *vcpu, int err)
{
	return !err && vcpu->run->exit_reason != KVM_EXIT_INTERNAL_ERROR;
}

bool until_off(struct vcpu *vcpu, int err)
{
	return !err && vcpu->run->exit_reason != KVM_EXIT_SHUTDOWN;
}
