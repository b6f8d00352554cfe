// SPDX-License-Identifier: GPL-2.0-only
/*
 * reasons.c - how this host calls the reasons of exits.
 *
 * A name is KVM's own: that of a constant of asm/svm.h without SVM_EXIT_, or of asm/vmx.h
 * without EXIT_REASON_. PIO_USER, PIO_KERNEL, MMIO_USER and MMIO_KERNEL are of us: who
 * answers is not in the hardware's reason. The tables of programs say it as AMD does, with
 * two names for MSR.
 */
#include <string.h>

#include "lib/machine.h"

static const struct {
	const char *name, *amd, *intel;
} names[] = {
	{ "RDMSR", "MSR", "MSR_READ" },
	{ "WRMSR", "MSR", "MSR_WRITE" },
	{ "VMMCALL", "VMMCALL", "VMCALL" },
	/* Outside of SMM, as the CPU sees it, RSM is an invalid opcode. */
	{ "RSM", "RSM", "UD_EXCP" },
	{ "SHUTDOWN", "SHUTDOWN", "TRIPLE_FAULT" },
	{ "VINTR", "VINTR", "INTERRUPT_WINDOW" },
	{ "WRITE_CR0", "WRITE_CR0", "CR_ACCESS" },
	{ "CR0_SEL_WRITE", "CR0_SEL_WRITE", "CR_ACCESS" },
	{ "WRITE_CR3", "WRITE_CR3", "CR_ACCESS" },
	{ "WRITE_CR4", "WRITE_CR4", "CR_ACCESS" },
	{ "WRITE_CR8", "WRITE_CR8", "CR_ACCESS" },
	{ "READ_DR7", "READ_DR7", "DR_ACCESS" },
	{ "WRITE_DR7", "WRITE_DR7", "DR_ACCESS" },
	{ "PAUSE", "PAUSE", "PAUSE_INSTRUCTION" },
	{ "MONITOR", "MONITOR", "MONITOR_INSTRUCTION" },
	{ "MWAIT", "MWAIT", "MWAIT_INSTRUCTION" },
};

/* A page of RAM that is not there yet. */
static const char *fault(void)
{
	if (!host_nested_paging())
		return "PF_EXCP";
	return host_is_intel() ? "EPT_VIOLATION" : "NPF";
}

const char *machine_code_fault(void)
{
	return fault();
}

const char *machine_reason(const char *reason)
{
	size_t i;

	if (!strcmp(reason, "NPF"))
		return fault();
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(names[i].name, reason))
			return host_is_intel() ? names[i].intel : names[i].amd;
	return reason;
}

/* When the host's memory moves, KVM takes a page fault again. */
const char *machine_how(const char *reason)
{
	return strcmp(reason, fault()) ? "expect" : "atleast";
}
