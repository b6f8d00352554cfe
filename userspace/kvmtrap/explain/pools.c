// SPDX-License-Identifier: GPL-2.0-only
/*
 * pools.c - see pools.h. No reason is in two pools of an architecture. On x86 those of both
 * vendors are in one.
 *
 * With shadow paging page faults are PF_EXCP, which hot tells apart like NPF. They are in
 * x86_faults, and x86_shadow has what else exits only then.
 */
#include "explain/pools.h"
#include "explain/reasons.h"

#define ARM(name)	{ #name, ARM64_##name }
#define X86(name)	{ #name, X86_##name }
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
const struct pool x86_msrs = {
	ARCH_X86, "msr", "*", "accesses to MSRs", NO_RETURN,
	{ X86(MSR), X86(MSR_READ), X86(MSR_WRITE), X86(MSR_READ_IMM), X86(MSR_WRITE_IMM) }
};
const struct pool x86_calls = {
	ARCH_X86, "call", "*", "hypercalls", NO_RETURN, { X86(VMMCALL), X86(VMCALL) }
};
const struct pool x86_devices = {
	ARCH_X86, "page", "vmm-*", "accesses to devices that its VMM emulates", "MMIO",
	{ X86(MMIO_USER) }
};
const struct pool x86_kernel_devices = {
	ARCH_X86, "page", "kernel-*", "accesses to devices that KVM emulates", NO_RETURN,
	{ X86(MMIO_KERNEL) }
};
const struct pool x86_ports = {
	ARCH_X86, "port", "vmm-*", "accesses to ports that its VMM emulates", "IO",
	{ X86(PIO_USER) }
};
const struct pool x86_kernel_ports = {
	ARCH_X86, "port", "kernel-*", "accesses to ports that KVM emulates", NO_RETURN,
	{ X86(PIO_KERNEL) }
};
const struct pool x86_faults = {
	ARCH_X86, "fault", "*", "page faults", NO_RETURN,
	{ X86(NPF), X86(PF_EXCP), X86(EPT_VIOLATION), X86(EPT_MISCONFIG) }
};
/* AMD has a reason for each register. */
const struct pool vmx_control_registers = {
	ARCH_X86, "reg", "*", "accesses to control registers", NO_RETURN,
	{ X86(CR_ACCESS) }, .name = "CR*"
};

const struct pool *const hot_pools[] = {
	&arm_registers, &arm_calls, &arm_devices, &arm_kernel_devices, &arm_faults,
	&x86_msrs, &x86_calls, &x86_devices, &x86_kernel_devices, &x86_ports, &x86_kernel_ports,
	&x86_faults, &vmx_control_registers, NULL
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
const struct pool x86_interrupts = {
	ARCH_X86, .of = "interrupts of the host",
	.reason = {
		X86(INTR), X86(NMI), X86(SMI), X86(INIT), X86(EXTERNAL_INTERRUPT),
		X86(INIT_SIGNAL), X86(SIPI_SIGNAL), X86(OTHER_SMI)
	}
};
/* Where the VMM handles HLT, the time of KVM_EXIT_HLT is time asleep. */
const struct pool x86_idle = {
	ARCH_X86, .of = "HLT or MWAIT",
	.reason = { X86(HLT), X86(IDLE_HLT), X86(MWAIT), X86(MWAIT_COND), X86(MWAIT_INSTRUCTION) }
};
const struct pool x86_debug = {
	ARCH_X86, .of = "debug exceptions", .returns = "DEBUG",
	.reason = { X86(DB_EXCP), X86(BP_EXCP), X86(ICEBP) }
};
const struct pool x86_nested = {
	ARCH_X86, .of = "VMRUN, VMLAUNCH and the like",
	.reason = {
		X86(VMRUN), X86(VMLOAD), X86(VMSAVE), X86(STGI), X86(CLGI), X86(INVLPGA),
		X86(VMLAUNCH), X86(VMRESUME), X86(VMREAD), X86(VMWRITE), X86(VMPTRLD),
		X86(VMPTRST), X86(VMCLEAR), X86(VMON), X86(VMOFF), X86(INVEPT), X86(INVVPID)
	}
};
const struct pool x86_clock = {
	ARCH_X86, .of = "RDTSC or RDTSCP",
	.reason = { X86(RDTSC), X86(RDTSCP) }
};
const struct pool x86_cpuid = {
	ARCH_X86, .of = "CPUID",
	.reason = { X86(CPUID) }
};
const struct pool x86_pause = {
	ARCH_X86, .of = "PAUSE",
	.reason = { X86(PAUSE), X86(PAUSE_INSTRUCTION) }
};
const struct pool x86_pmu = {
	ARCH_X86, .of = "RDPMC",
	.reason = { X86(RDPMC) }
};
const struct pool x86_debug_registers = {
	ARCH_X86, .of = "accesses to debug registers",
	.reason = {
		X86(READ_DR0), X86(READ_DR1), X86(READ_DR2), X86(READ_DR3), X86(READ_DR4),
		X86(READ_DR5), X86(READ_DR6), X86(READ_DR7), X86(WRITE_DR0), X86(WRITE_DR1),
		X86(WRITE_DR2), X86(WRITE_DR3), X86(WRITE_DR4), X86(WRITE_DR5), X86(WRITE_DR6),
		X86(WRITE_DR7), X86(DR_ACCESS)
	}
};
const struct pool x86_control_registers = {
	ARCH_X86, .of = "accesses to control registers",
	.reason = {
		X86(READ_CR0), X86(READ_CR4), X86(READ_CR8), X86(WRITE_CR0), X86(WRITE_CR4),
		X86(WRITE_CR8), X86(CR0_SEL_WRITE)
	}
};
const struct pool x86_shadow = {
	ARCH_X86, .of = "accesses to CR3, INVLPG or INVPCID",
	.reason = { X86(READ_CR3), X86(WRITE_CR3), X86(INVLPG), X86(INVPCID) }
};
const struct pool x86_ipi = {
	ARCH_X86, .of = "interrupts between vCPUs by AVIC",
	.reason = { X86(AVIC_INCOMPLETE_IPI) }
};
const struct pool x86_avic = {
	ARCH_X86, .of = "accesses to the virtual APIC",
	.reason = {
		X86(AVIC_UNACCELERATED_ACCESS), X86(APIC_ACCESS), X86(APIC_WRITE),
		X86(EOI_INDUCED), X86(TPR_BELOW_THRESHOLD)
	}
};
