// SPDX-License-Identifier: GPL-2.0-only
/*
 * decode.c - classification of exits on x86.
 *
 * Follows arch/x86/kvm/{svm/svm,mmu/mmu,x86}.c, the same from 5.10 to 7.3 in what
 * matters here. docs/x86.md has the steps.
 */
#include <linux/build_bug.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>

#include "decode.h"

struct kvmtrap_reason_info x86_reasons[KVMTRAP_NR_REASONS] = {
#define X(name, code, class) \
	[KVMTRAP_R_##name] = { #name, code, KVMTRAP_##class },
	KVMTRAP_X86_FURTHER_REASONS(X)
#undef X
#define X(code, name, class) \
	[KVMTRAP_SVM_##name] = { #name, #code, KVMTRAP_##class },
	KVMTRAP_SVM_EXITS(X)
#undef X
#define X(number, name, class) \
	[KVMTRAP_VMX_##name] = { #name, #number, KVMTRAP_##class },
	KVMTRAP_VMX_OWN(X)
#undef X
};

struct kvmtrap_latency x86_latencies[KVMTRAP_NR_LATENCIES] = {
#define X(class, svm, vmx) { KVMTRAP_##class, svm },
	X86_LATENCIES(X)
#undef X
};

const u8 x86_traits[KVMTRAP_NR_REASONS] = {
	[KVMTRAP_SVM_NPF]		= X86_NEEDS_OUTCOME,
	[KVMTRAP_SVM_PF_EXCP]		= X86_NEEDS_OUTCOME,
	[KVMTRAP_SVM_IOIO]		= X86_NEEDS_OUTCOME | X86_PORT,
	[KVMTRAP_VMX_EPT_VIOLATION]	= X86_NEEDS_OUTCOME | X86_QUALIFIED,
	[KVMTRAP_VMX_EPT_MISCONFIG]	= X86_NEEDS_OUTCOME,
	[KVMTRAP_VMX_IO_INSTRUCTION]	= X86_NEEDS_OUTCOME | X86_PORT | X86_QUALIFIED,
	[KVMTRAP_VMX_CR_ACCESS]		= X86_QUALIFIED,
	[KVMTRAP_VMX_DR_ACCESS]		= X86_QUALIFIED,
	[KVMTRAP_VMX_MSR_READ_IMM]	= X86_QUALIFIED,
	[KVMTRAP_VMX_MSR_WRITE_IMM]	= X86_QUALIFIED,
};

static_assert(KVMTRAP_R_UNKNOWN == 0);
static_assert(KVMTRAP_NR_REASONS < 256);

bool x86_settle_early(enum kvmtrap_reason *reason, u64 error,
		      const struct x86_outcome *o)
{
	if (o->mmio)
		*reason = KVMTRAP_R_MMIO_USER;
	/* The tables are the guest's own: its bits mean nothing to KVM. */
	else if (o->nested && *reason == KVMTRAP_SVM_PF_EXCP)
		return true;
	/* Nobody but memory answers a fetch: KVM emulates no instruction that it cannot read. */
	else if (error & FAULT_FETCH)
		return true;
	/* 5.10 does not tell a mark that was stale. */
	else if (error & FAULT_RESERVED && !o->has_stats)
		return false;
	/*
	 * KVM marks the page tables of a device so; a stale mark is a plain fault. Where it shadows
	 * the guest's, those may forbid the access: then it asks no device.
	 */
	else if (error & FAULT_RESERVED && !o->taken &&
		 !(o->guest && *reason == KVMTRAP_SVM_PF_EXCP))
		*reason = KVMTRAP_R_MMIO_KERNEL;
	else if (o->device)
		*reason = KVMTRAP_R_MMIO_KERNEL;
	/*
	 * Where KVM shadows the guest's page tables it emulates stores to them. A load that
	 * it emulates is of a page behind which KVM has memory of its own: the APIC's.
	 */
	else if (*reason == KVMTRAP_SVM_PF_EXCP && o->emulated && !(error & FAULT_WRITE))
		*reason = KVMTRAP_R_MMIO_KERNEL;
	else if (!o->has_stats || (*reason != KVMTRAP_SVM_PF_EXCP && o->emulated))
		return false;
	return true;
}
NOKPROBE_SYMBOL(x86_settle_early);

enum kvmtrap_reason x86_settle(enum kvmtrap_reason reason, u64 error,
			       const struct x86_outcome *o)
{
	bool returned = !o->ret || o->ret == KVMTRAP_RETVAL_UNSEEN;

	if (x86_is_port(reason)) {
		/* OUTS may first have to read its memory from the VMM. */
		if (returned && (o->exit_reason == RUN_EXIT_IO ||
				 o->exit_reason == RUN_EXIT_MMIO))
			return KVMTRAP_R_PIO_USER;
		return o->nested ? reason : KVMTRAP_R_PIO_KERNEL;
	}
	/* Somebody may have cleared the count. The VMM can write the reason: it has to fit. */
	if (!o->ret && o->exit_reason == RUN_EXIT_MMIO && o->outside)
		return KVMTRAP_R_MMIO_USER;
	if (!x86_settle_early(&reason, error, o) && o->outside)
		return KVMTRAP_R_MMIO_KERNEL;
	return reason;
}
NOKPROBE_SYMBOL(x86_settle);
