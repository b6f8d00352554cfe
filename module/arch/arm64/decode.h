/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What KVM hands to handle_exit() on arm64. Written out here because the
 * decoding also compiles on build machines that have no asm/kvm_asm.h;
 * capture.h asserts that the kernel means the same.
 */
#ifndef KVMTRAP_ARM64_DECODE_H
#define KVMTRAP_ARM64_DECODE_H

#include <linux/bitops.h>

#include "decode/decode.h"

/* ARM_EXCEPTION_* and ARM_EXIT_WITH_SERROR_BIT of asm/kvm_asm.h */
#define EXIT_IRQ		0u
#define EXIT_EL1_SERROR		1u
#define EXIT_TRAP		2u
#define EXIT_ILLEGAL_STATE	3u
#define EXIT_HYP_GONE		0xbadca11u
#define EXIT_WITH_SERROR	0x80000000u

/* Arm ARM, ESR_ELx: EC in bits 31:26, and the fault status of an abort. */
#define ESR_EC(esr)		(((esr) >> 26) & 0x3f)
#define ESR_FSC(esr)		((esr) & 0x3f)
/* ... of a data abort: valid syndrome, cache maintenance, the guest's table walk. */
#define ESR_ISV			BIT(24)
#define ESR_CM			BIT(8)
#define ESR_S1PTW		BIT(7)

/* Fault status "translation fault": levels 0 to 3, level -1 (FEAT_LPA2). */
#define FSC_IS_TRANSLATION(fsc)	(((fsc) & 0x3c) == 0x04 || (fsc) == 0x2b)

/* Does what KVM makes of it still have a say in the reason? */
static inline bool kvmtrap_needs_outcome(enum kvmtrap_reason reason)
{
	return reason == KVMTRAP_EC_DABT_LOW || reason == KVMTRAP_EC_IABT_LOW;
}

/* Can it be one for which KVM puts the vCPU to sleep? WFx, and PSCI's calls. */
static inline bool kvmtrap_may_sleep(enum kvmtrap_reason reason)
{
	return reason == KVMTRAP_EC_WFx || reason == KVMTRAP_EC_HVC64 ||
	       reason == KVMTRAP_EC_SMC64 || reason == KVMTRAP_EC_HVC32 ||
	       reason == KVMTRAP_EC_SMC32;
}

#endif
