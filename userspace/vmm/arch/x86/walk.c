// SPDX-License-Identifier: GPL-2.0-only
/*
 * walk.c - from GVA to GPA: see lib/address.h. KVM walks the guest's tables.
 */
#include "lib/address.h"

bool gva_to_gpa(const struct vcpu *vcpu, uint64_t gva, uint64_t *gpa)
{
	struct kvm_translation t = { .linear_address = gva };

	kvm_ioctl(vcpu->fd, KVM_TRANSLATE, &t, "KVM_TRANSLATE");
	*gpa = t.physical_address;
	return t.valid;
}
