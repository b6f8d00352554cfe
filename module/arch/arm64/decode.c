// SPDX-License-Identifier: GPL-2.0-only
/*
 * decode.c - classification of arm64 exits.
 *
 * Follows arch/arm64/kvm/{handle_exit,mmu,mmio}.c, the same from 5.10 to 7.3
 * in what matters here. The steps are told in docs/classification.md.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>

#include "decode.h"

const struct kvmtrap_reason_info arm64_reasons[KVMTRAP_NR_REASONS] = {
#define X(ec, name, class, own) [ec] = { #name, #ec, KVMTRAP_##class },
	KVMTRAP_EXCEPTION_CLASSES(X)
#undef X
#define X(name, code, class) \
	[KVMTRAP_R_##name] = { #name, code, KVMTRAP_##class },
	KVMTRAP_FURTHER_REASONS(X)
#undef X
};

#define HANDLING_IF_OWN(ec, name)	[ec] = KVMTRAP_H_##name,
#define HANDLING_IF_REST(ec, name)	[ec] = KVMTRAP_H_REST,

const u8 arm64_handling_of[KVMTRAP_NR_REASONS] = {
#define X(ec, name, class, own) HANDLING_IF_##own(ec, name)
	KVMTRAP_EXCEPTION_CLASSES(X)
#undef X
#define X(name, code, class) [KVMTRAP_R_##name] = KVMTRAP_H_##name,
	KVMTRAP_FURTHER_REASONS(X)
#undef X
};

#define INFO_IF_OWN(ec, name, class) \
	[KVMTRAP_H_##name] = { #name, #ec, KVMTRAP_##class },
#define INFO_IF_REST(ec, name, class)

const struct kvmtrap_reason_info arm64_handlings[KVMTRAP_NR_HANDLINGS] = {
#define X(ec, name, class, own) INFO_IF_##own(ec, name, class)
	KVMTRAP_EXCEPTION_CLASSES(X)
#undef X
	[KVMTRAP_H_REST] = { "REST", "-", KVMTRAP_CPU },
#define X(name, code, class) \
	[KVMTRAP_H_##name] = { #name, code, KVMTRAP_##class },
	KVMTRAP_FURTHER_REASONS(X)
#undef X
};

const struct kvmtrap_latency arm64_latencies[KVMTRAP_NR_LATENCIES] = {
#define X(class, reason) { KVMTRAP_##class, reason },
	ARM64_LATENCIES(X)
#undef X
};

enum kvmtrap_reason arm64_decode(u32 index, u64 esr)
{
	/*
	 * An SError came together with the trap: KVM deals with the SError
	 * and lets the guest run the instruction again, so that the trap
	 * itself is still to come. With other bits it is no index of KVM's:
	 * a later kernel may pass something else, such as an address.
	 */
	if (index & EXIT_WITH_SERROR)
		return (index & ~EXIT_WITH_SERROR) <= EXIT_ILLEGAL_STATE ?
			KVMTRAP_R_SERROR_PENDING : KVMTRAP_R_INDEX_UNKNOWN;

	switch (index) {
	case EXIT_TRAP:
		return ESR_EC(esr);
	case EXIT_IRQ:
		return KVMTRAP_R_IRQ;
	case EXIT_EL1_SERROR:
		return KVMTRAP_R_EL1_SERROR;
	case EXIT_ILLEGAL_STATE:
		return KVMTRAP_R_ILLEGAL_STATE;
	case EXIT_HYP_GONE:
		return KVMTRAP_R_HYP_GONE;
	default:
		return KVMTRAP_R_INDEX_UNKNOWN;
	}
}
NOKPROBE_SYMBOL(arm64_decode);

/* KVM_EXIT_* of linux/kvm.h, which on older kernels has not all of them. */
enum {
#define X(number, name) RUN_EXIT_##name = number,
	KVMTRAP_KVM_EXITS(X)
#undef X
};

/* KVM_SYSTEM_EVENT_WAKEUP, for PSCI SYSTEM_SUSPEND; from 5.19 on. */
#define EVENT_WAKEUP		4
/* KVM_EXIT_FAIL_ENTRY_CPU_UNSUPPORTED: without the vCPU's PMU; from 5.18 on. */
#define FAIL_CPU_UNSUPPORTED	1

bool arm64_return_by_exit(u32 exit_reason, u64 detail)
{
	switch (exit_reason) {
	case RUN_EXIT_SYSTEM_EVENT:
		return detail != EVENT_WAKEUP;
	case RUN_EXIT_FAIL_ENTRY:
		return detail != FAIL_CPU_UNSUPPORTED;
	default:
		return true;
	}
}
NOKPROBE_SYMBOL(arm64_return_by_exit);

/* io_mem_abort() was reached and left the access to the VMM. */
static bool left_to_vmm(u64 esr, const struct arm64_outcome *o)
{
	bool no_syndrome = !(esr & (ESR_ISV | ESR_S1PTW));

	if (o->mmio_user)
		return true;
	/* No valid syndrome, and the VMM has not offered to help. */
	if (o->ret == -ENOSYS)
		return true;
	if (o->ret && o->ret != KVMTRAP_RETVAL_UNSEEN)
		return false;
	/* Outside the slots KVM skips cache maintenance. */
	if (o->memory || (o->noslot && esr & ESR_CM))
		return false;
	/* The VMM can write the reason meanwhile: believe one that fits the access. */
	if ((o->exit_reason == RUN_EXIT_ARM_NISV && no_syndrome) ||
	    (o->exit_reason == RUN_EXIT_ARM_LDST64B && esr & ESR_ISV && esr & ESR_LST))
		return true;
	/* Outside the slots KVM gives up on nothing else. */
	return o->ret == KVMTRAP_RETVAL_UNSEEN && o->noslot && no_syndrome;
}
NOKPROBE_SYMBOL(left_to_vmm);

enum kvmtrap_reason arm64_settle(enum kvmtrap_reason reason, u64 esr,
				 const struct arm64_outcome *o)
{
	if (reason == KVMTRAP_EC_IABT_LOW)
		return o->noslot ? KVMTRAP_R_IABT_NOSLOT : reason;
	if (o->mmio_kernel)
		return KVMTRAP_R_MMIO_KERNEL;
	if (left_to_vmm(esr, o))
		return KVMTRAP_R_MMIO_USER;
	return o->noslot ? KVMTRAP_R_DABT_NOSLOT : reason;
}
NOKPROBE_SYMBOL(arm64_settle);
