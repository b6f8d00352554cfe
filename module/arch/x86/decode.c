// SPDX-License-Identifier: GPL-2.0-only
/*
 * decode.c - classification of exits on x86.
 *
 * Follows arch/x86/kvm/{svm/svm,mmu/mmu,x86}.c, the same from 5.10 to 7.3 in what
 * matters here. The steps are told in docs/classification.md.
 */
#include <linux/build_bug.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>

#include "decode.h"

const struct kvmtrap_reason_info x86_reasons[KVMTRAP_NR_REASONS] = {
#define X(name, code, class) \
	[KVMTRAP_R_##name] = { #name, code, KVMTRAP_##class },
	KVMTRAP_X86_FURTHER_REASONS(X)
#undef X
#define X(code, name, class) \
	[KVMTRAP_SVM_##name] = { #name, #code, KVMTRAP_##class },
	KVMTRAP_SVM_EXITS(X)
#undef X
};

static_assert(KVMTRAP_R_UNKNOWN == 0);
static_assert(KVMTRAP_NR_REASONS < 256);
static_assert(KVMTRAP_SVM_VMGEXIT == KVMTRAP_SVM_NPF + 3);

const u8 x86_svm_reason_of[SVM_CODES] = {
#define X(code, name, class) [code] = KVMTRAP_SVM_##name,
	KVMTRAP_SVM_INTERCEPTS(X)
#undef X
};

/* KVM_EXIT_* of linux/kvm.h, which on older kernels has not all of them. */
enum {
#define X(number, name) RUN_EXIT_##name = number,
	KVMTRAP_X86_KVM_EXITS(X)
#undef X
};

bool x86_return_by_exit(u32 exit_reason)
{
	switch (exit_reason) {
	case RUN_EXIT_IRQ_WINDOW_OPEN:
	case RUN_EXIT_TPR_ACCESS:
	case RUN_EXIT_IOAPIC_EOI:
	case RUN_EXIT_SYSTEM_EVENT:
		return false;
	default:
		return true;
	}
}
NOKPROBE_SYMBOL(x86_return_by_exit);

bool x86_settle_early(enum kvmtrap_reason *reason, u64 error,
		      const struct x86_outcome *o)
{
	if (o->mmio)
		*reason = KVMTRAP_R_MMIO_USER;
	/* The tables are the guest's own: its bits mean nothing to KVM. */
	else if (o->nested && *reason == KVMTRAP_SVM_PF_EXCP)
		return true;
	/* 5.10 does not tell a mark that was stale. */
	else if (error & FAULT_RESERVED && !o->has_stats && *reason == KVMTRAP_SVM_NPF)
		return false;
	/* KVM marks the page tables of a device so; a stale mark is a plain fault. */
	else if (error & FAULT_RESERVED && !o->taken)
		*reason = KVMTRAP_R_MMIO_KERNEL;
	else if (o->device)
		*reason = KVMTRAP_R_MMIO_KERNEL;
	else if (error & FAULT_FETCH)
		return true;
	/* Where KVM shadows the guest's page tables it also emulates what writes to them. */
	else if (!o->has_stats || (*reason == KVMTRAP_SVM_NPF && o->emulated))
		return false;
	return true;
}
NOKPROBE_SYMBOL(x86_settle_early);

enum kvmtrap_reason x86_settle(enum kvmtrap_reason reason, u64 error,
			       const struct x86_outcome *o)
{
	bool returned = !o->ret || o->ret == KVMTRAP_RETVAL_UNSEEN;

	if (reason == KVMTRAP_SVM_IOIO) {
		/* OUTS may first have to read its memory from the VMM. */
		if (returned && (o->exit_reason == RUN_EXIT_IO ||
				 o->exit_reason == RUN_EXIT_MMIO))
			return KVMTRAP_R_PIO_USER;
		return o->nested ? reason : KVMTRAP_R_PIO_KERNEL;
	}
	if (!o->ret && o->exit_reason == RUN_EXIT_MMIO)
		return KVMTRAP_R_MMIO_USER;
	if (!x86_settle_early(&reason, error, o) && o->outside)
		return KVMTRAP_R_MMIO_KERNEL;
	return reason;
}
NOKPROBE_SYMBOL(x86_settle);
