/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * address.h - where an address of the guest leads: GVA -> GPA by the guest's tables,
 * GPA -> HVA by the memory slots, HVA -> HPA by the host's tables. x86 has
 * KVM_TRANSLATE for the first step. arm64 has not, so that the VMM walks the tables.
 */
#ifndef VMM_ADDRESS_H
#define VMM_ADDRESS_H

#include "lib/vm.h"

/**
 * gva_to_gpa() - Walk the guest's tables: arch/NAME/walk.c.
 * @vcpu: whose tables are used; of arm64 TTBR0_EL1 or TTBR1_EL1, with granules of 4 KiB
 *	  (Arm ARM D8.2)
 * @gva: the virtual address
 * @gpa: set to the physical address; without paging, or with the MMU off, it is the same
 *
 * Return: false if the guest has nothing there.
 */
bool gva_to_gpa(const struct vcpu *vcpu, uint64_t gva, uint64_t *gpa);

/* Return: where @gpa is in the VMM; NULL if no slot has it. */
void *gpa_to_hva(const struct vm *vm, uint64_t gpa);

/* Return: where @gva is in the VMM; NULL if the guest or the slots have nothing there. */
void *gva_to_hva(const struct vcpu *vcpu, uint64_t gva);

/**
 * hva_to_hpa() - Ask /proc/self/pagemap for the host's physical address.
 * @hva: an address of this process
 *
 * Return: the address (Documentation/admin-guide/mm/pagemap.rst); 0 if no page is
 * there yet, or the host does not tell.
 */
uint64_t hva_to_hpa(const void *hva);

#endif
