// SPDX-License-Identifier: GPL-2.0-only
/*
 * rules_interrupts.c - clocks, timers and interrupts of the guest: see rule_list.h.
 */
#include "explain/pools.h"
#include "explain/rule_list.h"

const struct rule rule_timekeeping = {
	.name = "timekeeping", .threshold = TO_VMM,
	.part = {
		{ &arm_registers, "CNT[PV]CT*", "read" },
		{ &arm_devices, .place = PLACE_CLOCK },
		{ &x86_ports, .place = PLACE_CLOCK },
		{ &x86_kernel_ports, .place = PLACE_CLOCK },
		{ &x86_devices, .place = PLACE_CLOCK },
		{ &x86_kernel_devices, .place = PLACE_CLOCK }, { &x86_msrs, "TSC", "read" },
		{ &x86_msrs, "HV_TIME_REF_COUNT", "read" }, { &x86_clock },
	},
	.what = "{hot}: the guest reads the time by trap",
	.means =
		"The clock that the guest reads is emulated, so that each look at it is "
		"an exit. Programs look at the time often.",
	.helps =
		"x86: let the guest use kvm-clock or the TSC (host with a stable TSC; do "
		"not pass clocksource= or notsc); no HPET (QEMU: -M hpet=off); Windows: "
		"Hyper-V enlightenments (hv-time). arm64: the virtual counter, "
		"CNTVCT_EL0, does not trap.",
	.see =
		"in the guest: cat "
		"/sys/devices/system/clocksource/clocksource0/current_clocksource",
	.source =
		"arch/x86/kvm/i8254.c, arch/x86/kvm/hyperv.c; arch/arm64/kvm/sys_regs.c "
		"(access_arch_timer)",
};

const struct rule rule_timer = {
	.name = "timer", .threshold = IN_KVM,
	.part = {
		{ &arm_registers, "CNT[PV]_*" }, { &x86_msrs, "TSC_DEADLINE" },
		{ &x86_msrs, "X2APIC_TIMER_*" },
	},
	.what = "{hot}: the guest sets timers",
	.means =
		"The guest sets its timer by an exit each time. The next expiry then "
		"costs an interrupt and often the end of a sleep.",
	.helps =
		"Fewer timers in the guest: no polling in short intervals, timer slack, a "
		"tickless kernel with a lower HZ. arm64: the virtual timer does not trap; "
		"VHE gives guests the physical one as well.",
	.see =
		"kvmtrap stat -I 1 --by hot --vm {vm}; in the guest: cat "
		"/proc/timer_list, perf trace -s -e 'timer:*'",
	.source =
		"arch/x86/kvm/lapic.c (kvm_set_lapic_tscdeadline_msr); "
		"arch/arm64/kvm/sys_regs.c (access_arch_timer)",
};

const struct rule rule_ipi = {
	.name = "ipi", .threshold = IN_KVM,
	.part = {
		{ &arm_registers, "ICC_*SGI*" }, { &x86_msrs, "X2APIC_ICR" },
		{ &x86_msrs, "X2APIC_SELF_IPI" }, { &x86_msrs, "HV_ICR" },
		{ &x86_calls, "KVM_HC_SEND_IPI" }, { &x86_ipi },
	},
	.what = "{hot}: vCPUs interrupt each other",
	.means =
		"vCPUs wake each other up, or flush each other's TLBs. Each interrupt "
		"from one to another is an exit of the sender, and often one of the "
		"receiver.",
	.helps =
		"Threads that talk to each other on one vCPU (taskset, cpusets in the "
		"guest), or fewer vCPUs. Hardware that delivers them: AVIC (kvm_amd "
		"avic=1), IPI virtualization (kvm_intel enable_ipiv=1), GICv4.1.",
	.see =
		"in the guest: watch -d cat /proc/interrupts: the rows IPI0.., RES, CAL, "
		"TLB",
	.source =
		"Arm GICv3 specification, ICC_SGI1R_EL1; arch/arm64/kvm/sys_regs.c "
		"(access_gic_sgi); arch/x86/kvm/lapic.c (kvm_apic_send_ipi)",
};

const struct rule rule_interrupt_controller = {
	.name = "interrupt-controller", .threshold = IN_KVM,
	.part = {
		{ &arm_registers, "ICC_*" }, { &x86_msrs, "X2APIC_*" },
		{ &x86_msrs, "HV_EOI" }, { &x86_msrs, "HV_TPR" },
		{ &x86_msrs, "APIC_BASE", "write" },
		{ &arm_devices, .place = PLACE_IRQCHIP },
		{ &arm_kernel_devices, .place = PLACE_IRQCHIP },
		{ &x86_devices, .place = PLACE_IRQCHIP },
		{ &x86_kernel_devices, .place = PLACE_IRQCHIP },
		{ &x86_ports, .place = PLACE_IRQCHIP },
		{ &x86_kernel_ports, .place = PLACE_IRQCHIP }, { &x86_avic },
		{ &arm_kernel_devices, NULL, "kernel-read*" },
		{ &x86_kernel_devices, NULL, "kernel-read" },
		{ &x86_kernel_ports, NULL, "kernel-in*" },
	},
	.what = "{hot}: the guest's interrupt controller",
	.means =
		"The guest acknowledges or sets up interrupts by exits. Such an exit "
		"comes with each interrupt it takes.",
	.helps =
		"Fewer interrupts: several packets or requests per interrupt (ethtool "
		"-C), virtio with event indices. x86: x2APIC, KVM's PV EOI, AVIC (AMD) or "
		"APICv (Intel). arm64: a GICv3 instead of a GICv2; GICv4.",
	.see =
		"in the guest: watch -d cat /proc/interrupts; kvmtrap stat -I 1 --by hot "
		"--vm {vm}",
	.source = "arch/arm64/kvm/vgic/; arch/x86/kvm/lapic.c, ioapic.c",
};
