// SPDX-License-Identifier: GPL-2.0-only
/*
 * rules_cpu.c - what KVM emulates of a CPU: see rule_list.h.
 */
#include "explain/pools.h"
#include "explain/rule_list.h"

const struct rule rule_identification = {
	.name = "identification", .threshold = IN_KVM,
	.part = {
		{ &arm_registers, "ID_*", "read" },
		{ &arm_registers, "MVFR?_EL1", "read" },
		{ &arm_registers, "CCSIDR*_EL1" }, { &arm_registers, "CLIDR_EL1" },
		{ &arm_registers, "CSSELR_EL1" }, { &arm_registers, "CTR_EL0", "read" },
		{ &arm_registers, "REVIDR_EL1", "read" },
		{ &arm_registers, "AIDR_EL1", "read" }, { &x86_cpuid },
	},
	.what = "{hot}: the guest asks what its CPU can do",
	.means =
		"Such registers, and CPUID, trap always, so that KVM can hide what the "
		"guest must not use. A kernel reads them while it boots. Whoever reads "
		"them all the time uses them for something else, for example CPUID to "
		"order instructions around a look at the TSC.",
	.helps =
		"Read them once, and keep what they say. To order instructions: LFENCE or "
		"RDTSCP (x86), ISB (arm64).",
	.see =
		"kvmtrap stat -I 1 --by hot --vm {vm}; in the guest: perf top; on the "
		"host: perf kvm --guest top",
	.source =
		"Arm ARM, HCR_EL2.TID3; arch/arm64/kvm/sys_regs.c (access_id_reg); "
		"arch/x86/kvm/cpuid.c (kvm_emulate_cpuid)",
};

const struct rule rule_debug_registers = {
	.name = "debug-registers", .threshold = IN_KVM,
	.part = {
		{ &arm_registers, "MDSCR_EL1" }, { &arm_registers, "DBG*" },
		{ &arm_registers, "OS*_EL1" }, { &arm_registers, "MDCCINT_EL1" },
		{ &x86_debug_registers }, { &x86_msrs, "DEBUGCTL" },
	},
	.what = "{hot}: the guest uses its debug registers",
	.means =
		"KVM gives a vCPU the debug registers of the CPU only while it needs "
		"them. Until then each access is an exit; while the VMM debugs the guest, "
		"all are.",
	.helps =
		"End what uses hardware breakpoints or watchpoints in the guest: a "
		"debugger, perf's mem: events, kgdb. End debugging by the VMM (QEMU: -s, "
		"-S).",
	.see =
		"in the guest: grep -l 'TracerPid:.*[1-9]' /proc/[0-9]*/status shows who "
		"is traced; kvmtrap stat -I 1 --by hot --vm {vm}",
	.source =
		"arch/arm64/kvm/debug.c; arch/x86/kvm/svm/svm.c (dr_interception), "
		"vmx/vmx.c (handle_dr)",
};

const struct rule rule_debugged = {
	.name = "debugged", .threshold = TO_VMM,
	.part = { { &arm_debug }, { &x86_debug } },
	.what = "breakpoints, watchpoints or single steps of a debugger in the VMM",
	.means =
		"Somebody debugs this guest from outside (KVM_SET_GUEST_DEBUG). Each step "
		"is a return to the VMM.",
	.helps =
		"Detach the debugger. Breakpoints with a condition stop the guest each "
		"time, also where the condition is false.",
	.see =
		"kvmtrap stat --by user --vm {vm}: DEBUG; ss -tlnp: a port of the VMM's, "
		"often 1234",
	.source = "Documentation/virt/kvm/api.rst (KVM_SET_GUEST_DEBUG, KVM_EXIT_DEBUG)",
};

const struct rule rule_pmu = {
	.name = "pmu", .threshold = IN_KVM,
	.part = {
		{ &arm_registers, "PM*_EL0" }, { &arm_registers, "PM*_EL1" },
		{ &x86_pmu }, { &x86_msrs, "K7_EVNTSEL?" }, { &x86_msrs, "K7_PERFCTR?" },
		{ &x86_msrs, "F15H_PERF_*" }, { &x86_msrs, "AMD_PERF_GLOBAL_*" },
		{ &x86_msrs, "PERF_GLOBAL_*" }, { &x86_msrs, "FIXED_CTR*" },
	},
	.what = "{hot}: the guest measures with performance counters",
	.means =
		"KVM emulates the counters by the host's perf: each access is an exit, "
		"and a switch between measured threads is many. The NMI watchdog of a "
		"guest needs a counter, too.",
	.helps =
		"Measure less often in the guest (perf stat instead of perf record -F "
		"max), nmi_watchdog=0 there, or no PMU for it (QEMU: -cpu host,pmu=off).",
	.see =
		"in the guest: pgrep -a perf, cat /proc/sys/kernel/nmi_watchdog; kvmtrap "
		"stat -I 1 --by hot --vm {vm}",
	.source = "arch/arm64/kvm/pmu-emul.c; arch/x86/kvm/pmu.c (kvm_pmu_rdpmc)",
};

const struct rule rule_system_registers = {
	.name = "system-registers", .threshold = IN_KVM,
	.part = { { &arm_registers, "*" }, { &x86_msrs, "*" } },
	.what = "{hot}",
	.means =
		"The guest accesses registers that KVM emulates, all the time and not "
		"only when it boots.",
	.helps =
		"Find what does so in the guest: a driver or a module that polls, power "
		"management, microcode or mitigations that are set anew at each switch.",
	.see =
		"kvmtrap stat -I 1 --by hot --vm {vm}; kvmtrap names msrs (x86) or "
		"registers (arm64); on the host: perf kvm --guest top",
	.source =
		"arch/arm64/kvm/sys_regs.c; arch/x86/kvm/svm/svm.c (svm_get_msr, "
		"svm_set_msr), vmx/vmx.c (vmx_get_msr, vmx_set_msr)",
};

const struct rule rule_control_registers = {
	.name = "control-registers", .threshold = IN_KVM,
	.part = { { &x86_control_registers }, { &vmx_control_registers, "*" } },
	.what = "accesses to CR0, CR4 or CR8",
	.means =
		"A kernel changes CR0 and CR4 while it boots. CR8 is the task priority, "
		"which some systems (Windows) change at each interrupt.",
	.helps =
		"Windows: Hyper-V enlightenments (hv-vapic), AVIC (AMD), APICv and a "
		"TPR shadow (Intel). Others: find who "
		"switches write protection or CPU features in the guest.",
	.see = "kvmtrap stat -I 1 --by hot --vm {vm}: rows of the kind reg",
	.source =
		"AMD manual 2, 15.9 (instruction intercepts); " INTEL "; "
		"arch/x86/kvm/svm/svm.c (cr_interception), vmx/vmx.c (handle_cr)",
};
