// SPDX-License-Identifier: GPL-2.0-only
/*
 * pools.c - see pools.h. No reason is in two pools of an architecture.
 *
 * With shadow paging page faults are PF_EXCP, which hot parts like NPF. They are in
 * svm_faults, and svm_shadow has what else exits only then.
 */
#include "explain/pools.h"
#include "explain/reasons.h"

#define ARM(name)	{ #name, ARM64_##name }
#define SVM(name)	{ #name, X86_##name }
#define NO_RETURN	NULL

const struct pool arm_registers = {
	ARCH_ARM64, "sysreg", "*", "accesses to system registers", NO_RETURN,
	{ ARM(SYS64), ARM(CP15_32), ARM(CP15_64), ARM(CP14_MR), ARM(CP14_64) }
};
const struct pool arm_calls = {
	ARCH_ARM64, "call", "*", "hypercalls or SMCs", NO_RETURN,
	{ ARM(HVC64), ARM(SMC64), ARM(HVC32), ARM(SMC32) }
};
const struct pool arm_devices = {
	ARCH_ARM64, "page", "vmm-*", "accesses to devices that its VMM emulates", "MMIO",
	{ ARM(MMIO_USER) }
};
const struct pool arm_kernel_devices = {
	ARCH_ARM64, "page", "kernel-*", "accesses to devices that KVM emulates", NO_RETURN,
	{ ARM(MMIO_KERNEL) }
};
const struct pool arm_faults = {
	ARCH_ARM64, "fault", "*", "page faults", NO_RETURN,
	{ ARM(DABT_LOW), ARM(IABT_LOW), ARM(DABT_NOSLOT), ARM(IABT_NOSLOT) }
};
const struct pool svm_msrs = {
	ARCH_X86, "msr", "*", "accesses to MSRs", NO_RETURN, { SVM(MSR) }
};
const struct pool svm_calls = {
	ARCH_X86, "call", "*", "hypercalls", NO_RETURN, { SVM(VMMCALL) }
};
const struct pool svm_devices = {
	ARCH_X86, "page", "vmm-*", "accesses to devices that its VMM emulates", "MMIO",
	{ SVM(MMIO_USER) }
};
const struct pool svm_kernel_devices = {
	ARCH_X86, "page", "kernel-*", "accesses to devices that KVM emulates", NO_RETURN,
	{ SVM(MMIO_KERNEL) }
};
const struct pool svm_ports = {
	ARCH_X86, "port", "vmm-*", "accesses to ports that its VMM emulates", "IO",
	{ SVM(PIO_USER) }
};
const struct pool svm_kernel_ports = {
	ARCH_X86, "port", "kernel-*", "accesses to ports that KVM emulates", NO_RETURN,
	{ SVM(PIO_KERNEL) }
};
const struct pool svm_faults = {
	ARCH_X86, "fault", "*", "page faults", NO_RETURN, { SVM(NPF), SVM(PF_EXCP) }
};

const struct pool *const hot_pools[] = {
	&arm_registers, &arm_calls, &arm_devices, &arm_kernel_devices, &arm_faults,
	&svm_msrs, &svm_calls, &svm_devices, &svm_kernel_devices, &svm_ports, &svm_kernel_ports,
	&svm_faults, NULL
};

const struct pool arm_interrupts = {
	ARCH_ARM64, .of = "interrupts of the host",
	.reason = { ARM(IRQ) }
};
const struct pool arm_idle = {
	ARCH_ARM64, .of = "WFI or WFE",
	.reason = { ARM(WFx) }
};
const struct pool arm_debug = {
	ARCH_ARM64, .of = "debug exceptions", .returns = "DEBUG",
	.reason = { ARM(BREAKPT_LOW), ARM(SOFTSTP_LOW), ARM(WATCHPT_LOW), ARM(BKPT32), ARM(BRK64) }
};
const struct pool arm_nested = {
	ARCH_ARM64, .of = "ERET",
	.reason = { ARM(ERET) }
};
const struct pool svm_interrupts = {
	ARCH_X86, .of = "interrupts of the host",
	.reason = { SVM(INTR), SVM(NMI), SVM(SMI), SVM(INIT) }
};
const struct pool svm_idle = {
	ARCH_X86, .of = "HLT or MWAIT", .returns = "HLT",
	.reason = { SVM(HLT), SVM(IDLE_HLT), SVM(MWAIT), SVM(MWAIT_COND) }
};
const struct pool svm_debug = {
	ARCH_X86, .of = "debug exceptions", .returns = "DEBUG",
	.reason = { SVM(DB_EXCP), SVM(BP_EXCP), SVM(ICEBP) }
};
const struct pool svm_nested = {
	ARCH_X86, .of = "VMRUN and the like",
	.reason = { SVM(VMRUN), SVM(VMLOAD), SVM(VMSAVE), SVM(STGI), SVM(CLGI), SVM(INVLPGA) }
};
const struct pool svm_clock = {
	ARCH_X86, .of = "RDTSC or RDTSCP",
	.reason = { SVM(RDTSC), SVM(RDTSCP) }
};
const struct pool svm_cpuid = {
	ARCH_X86, .of = "CPUID",
	.reason = { SVM(CPUID) }
};
const struct pool svm_pause = {
	ARCH_X86, .of = "PAUSE",
	.reason = { SVM(PAUSE) }
};
const struct pool svm_pmu = {
	ARCH_X86, .of = "RDPMC",
	.reason = { SVM(RDPMC) }
};
const struct pool svm_debug_registers = {
	ARCH_X86, .of = "accesses to debug registers",
	.reason = {
		SVM(READ_DR0), SVM(READ_DR1), SVM(READ_DR2), SVM(READ_DR3), SVM(READ_DR4),
		SVM(READ_DR5), SVM(READ_DR6), SVM(READ_DR7), SVM(WRITE_DR0), SVM(WRITE_DR1),
		SVM(WRITE_DR2), SVM(WRITE_DR3), SVM(WRITE_DR4), SVM(WRITE_DR5), SVM(WRITE_DR6),
		SVM(WRITE_DR7)
	}
};
const struct pool svm_control_registers = {
	ARCH_X86, .of = "accesses to CR0, CR4 or CR8",
	.reason = {
		SVM(READ_CR0), SVM(READ_CR4), SVM(READ_CR8), SVM(WRITE_CR0), SVM(WRITE_CR4),
		SVM(WRITE_CR8), SVM(CR0_SEL_WRITE)
	}
};
const struct pool svm_shadow = {
	ARCH_X86, .of = "accesses to CR3, INVLPG or INVPCID",
	.reason = { SVM(READ_CR3), SVM(WRITE_CR3), SVM(INVLPG), SVM(INVPCID) }
};
const struct pool svm_ipi = {
	ARCH_X86, .of = "interrupts between vCPUs by AVIC",
	.reason = { SVM(AVIC_INCOMPLETE_IPI) }
};
const struct pool svm_avic = {
	ARCH_X86, .of = "accesses to the virtual APIC of AVIC",
	.reason = { SVM(AVIC_UNACCELERATED_ACCESS) }
};
