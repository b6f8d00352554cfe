/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * address.h - where an address of the guest leads: GVA -> GPA by the guest's own
 * tables, GPA -> HVA by the memory slots, HVA -> HPA by the host's. x86 has
 * KVM_TRANSLATE for the first; arm64 has not, so the VMM walks the tables.
 */
#ifndef VMM_ADDRESS_H
#define VMM_ADDRESS_H

#include "lib/vm.h"

/*
 * By TTBR0_EL1 or TTBR1_EL1 in granules of 4 KiB (Arm ARM D8.2); with the MMU
 * off it is the same address. False if the guest has nothing there.
 */
bool gva_to_gpa(const struct vcpu *vcpu, uint64_t gva, uint64_t *gpa);

/* NULL outside all slots. */
void *gpa_to_hva(const struct vm *vm, uint64_t gpa);

/* Both at once; NULL if either fails. */
void *gva_to_hva(const struct vcpu *vcpu, uint64_t gva);

/*
 * By /proc/self/pagemap (Documentation/admin-guide/mm/pagemap.rst). 0 if the page
 * is not there (yet), or the host does not tell.
 */
uint64_t hva_to_hpa(const void *hva);

#endif
