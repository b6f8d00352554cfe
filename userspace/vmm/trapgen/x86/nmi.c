// SPDX-License-Identifier: GPL-2.0-only
/*
 * nmi.c - a VMM that sends its guest NMIs and SMIs, whenever the guest asks for them.
 */
#include <string.h>

#include "lib/machine.h"
#include "trapgen/behave.h"
#include "trapgen/x86/setup.h"

extern const char guest_smm_begin[], guest_smm_end[];

static bool send(struct vcpu *vcpu, int err, unsigned int n, unsigned long request,
		 const char *what)
{
	if (!err && machine_rings(vcpu->run) == RING_PHASE)
		while (n--)
			kvm_ioctl(vcpu->fd, request, NULL, what);
	return !err;
}

bool nmi_on_phase(struct vcpu *vcpu, int err)
{
	return send(vcpu, err, 1, KVM_NMI, "KVM_NMI");
}

/* The guest takes the second one when it has returned from the first. */
bool two_nmis_on_phase(struct vcpu *vcpu, int err)
{
	return send(vcpu, err, 2, KVM_NMI, "KVM_NMI");
}

bool smi_on_phase(struct vcpu *vcpu, int err)
{
	return send(vcpu, err, 1, KVM_SMI, "KVM_SMI");
}

/*
 * What a CPU sees after an SMI is an address space of its own, the second half of slots.
 * It begins at SMBASE + 0x8000, and its state is kept at the end of these 64 KiB.
 */
#define SMM_SLOT	0x10000u
#define SMBASE		0x30000u
#define SMM_SIZE	0x10000u
#define SMM_ENTRY	0x8000u

void add_smm(struct vm *vm, uint64_t passes)
{
	uint8_t *memory;

	vm_need(vm, KVM_CAP_X86_SMM, "SMM");
	add_ioeventfd(vm, passes);
	memory = vm_add_memory(vm, SMM_SLOT, 0, SMBASE, SMM_SIZE);
	memcpy(memory + SMM_ENTRY, guest_smm_begin, guest_smm_end - guest_smm_begin);
}

void add_smm_over_lapic(struct vm *vm, uint64_t passes)
{
	if (host_is_intel())
		unsupported("room for a slot at the LAPIC");
	add_smm(vm, passes);
	vm_add_memory(vm, SMM_SLOT + 1, 0, LAPIC, 4096);
}
