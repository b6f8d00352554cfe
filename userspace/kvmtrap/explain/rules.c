// SPDX-License-Identifier: GPL-2.0-only
/*
 * rules.c - the table of rules; see rules.h. An exit is the first rule's that has a part for
 * it, so that no exit is told of twice. Files of the sources that are named are KVM's.
 *
 * The thresholds: an exit to the VMM takes some 10 us, one that KVM answers some 1 us. 1000
 * per second of the first are 1 % of a vCPU's time, and so are 10000 of the second.
 */
#include <string.h>

#include "explain/pools.h"

#define TO_VMM		{ .share = 10, .rate = 1000, .time = 5 }
#define IN_KVM		{ .share = 10, .rate = 10000, .time = 5 }
#define IF_SLOW		{ .time = 5 }

/* What exits, and what it may be told not to. Sections have other numbers in each edition. */
#define INTEL		"Intel manual 3, VMX non-root operation"

const struct rule rules[] = {
	{
		.name = "overcommit", .measure = OF_CPUS, .told = { .time = 110 },
		.what = "its vCPUs and those of other VMs want more CPUs than this host has",
		.means =
			"More vCPUs have something to do than there are CPUs. They wait for each "
			"other, and a vCPU that holds a lock may wait, too.",
		.helps =
			"Fewer vCPUs, or fewer VMs on this host. Pin the vCPUs of what must not "
			"wait to CPUs of their own.",
		.see =
			"The guest's steal time (top: st); kvmtrap list --vcpus, and "
			"/proc/PID/task/TID/schedstat of these threads: the second number is the "
			"time that they waited",
		.source =
			"virt/kvm/kvm_main.c (kvm_sched_out): the thread of a vCPU is a thread "
			"like others",
	},
	{
		.name = "nested", .measure = OF_NESTED, .told = TO_VMM,
		.part = { { &arm_nested }, { &x86_nested } },
		.what = "of a guest of this guest's, or for running it",
		.means =
			"The guest runs a hypervisor. An exit of the inner guest goes to KVM "
			"first and then to that hypervisor, whose own instructions for running "
			"its guest exit as well.",
		.helps =
			"Run the inner guests as guests of this host. What makes few exits in "
			"them counts more than in others: virtio, a clock that does not trap, "
			"huge pages.",
		.see =
			"x86: kvmtrap stat --by vm: the column Nested; kvm_amd's or kvm_intel's "
			"parameter nested. arm64: kvmtrap stat --by reason --vm {vm}: ERET; "
			"kvm-arm.mode=nested on the host's command line",
		.source =
			"arch/x86/kvm/svm/nested.c (nested_svm_vmexit), vmx/nested.c "
			"(nested_vmx_vmexit); "
			"arch/arm64/kvm/emulate-nested.c (kvm_emulate_nested_eret)",
	},
	{
		.name = "signals", .measure = OF_SIGNALS, .told = { .rate = 100 },
		.what = "KVM_RUN returned for a signal",
		.means =
			"Something interrupts the vCPUs to make their threads do something in the "
			"VMM: a timer or device of the VMM's own, a monitor that asks for the "
			"state of the vCPUs, a debugger, migration.",
		.helps =
			"An interrupt controller in the kernel (QEMU: kernel-irqchip=on). Ask the "
			"monitor less often. Do not stop and continue a guest in a loop.",
		.see =
			"kvmtrap stat --by user --vm {vm}; strace -f -e trace=tgkill,tkill,ioctl "
			"-p {pid}",
		.source = "Documentation/virt/kvm/api.rst (KVM_RUN: EINTR, a signal is pending)",
	},
	{
		.name = "preempted", .told = IF_SLOW, .unless = "overcommit",
		.part = { { &arm_interrupts, .slow = true }, { &x86_interrupts, .slow = true } },
		.what = "interrupts of the host after which it ran something else first",
		.means =
			"After an interrupt the host ran something else on the CPU of the vCPU: "
			"other threads, or long work of interrupts.",
		.helps =
			"Pin vCPUs and what else is busy to different CPUs, or give the VM a "
			"larger share (cgroup cpu.weight). Move the interrupts of busy devices to "
			"other CPUs.",
		.see =
			"/proc/PID/task/TID/schedstat of the threads in kvmtrap list --vcpus: the "
			"second number is the time that they waited; pidstat -t -w; perf sched "
			"timehist",
		.source =
			"arch/arm64/kvm/arm.c, arch/x86/kvm/x86.c (the loop of KVM_RUN lets the "
			"scheduler run before it enters the guest)",
	},
	{
		.name = "host-interrupts", .told = { .rate = 2000, .time = 8 },
		.part = { { &arm_interrupts }, { &x86_interrupts } },
		.what =
			"interrupts of the host, which has devices or timers on the CPUs of the "
			"vCPUs",
		.means =
			"Each interrupt that the host takes on a CPU throws the guest out that "
			"runs there. The tick of the scheduler alone is 100 to 1000 per second.",
		.helps =
			"Move the interrupts of busy devices to CPUs without vCPUs "
			"(/proc/irq/N/smp_affinity_list, irqbalance). nohz_full stops the tick "
			"there. Posted or directly injected interrupts (AVIC, Intel's posted "
			"interrupts, GICv4) need no exit.",
		.see =
			"watch -d cat /proc/interrupts: the columns of the CPUs that the vCPUs "
			"run on; perf stat -e 'irq:*' -C CPU",
		.source =
			"Arm ARM, HCR_EL2.IMO; AMD manual 2, 15.13 (interrupt intercepts); " INTEL,
	},
	{
		.name = "console", .told = TO_VMM,
		.part = {
			{ &arm_devices, .place = PLACE_CONSOLE },
			{ &x86_ports, .place = PLACE_CONSOLE },
			{ &x86_kernel_ports, .place = PLACE_CONSOLE },
		},
		.what = "{hot}",
		.means =
			"The guest writes to a serial console, which takes one exit and more for "
			"each character: the driver also asks whether there is room.",
		.helps =
			"Less output: quiet or loglevel=4 on the guest's command line, no "
			"earlycon, log to files. A virtio console (console=hvc0) sends whole "
			"lines.",
		.see =
			"kvmtrap stat -I 1 --by hot --vm {vm}; in the guest: cat /proc/consoles, "
			"dmesg -w",
		.source =
			"drivers/tty/serial of the guest: 8250 and PL011 without DMA write one "
			"byte per access",
	},
	{
		.name = "timekeeping", .told = TO_VMM,
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
	},
	{
		.name = "timer", .told = IN_KVM,
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
	},
	{
		.name = "ipi", .told = IN_KVM,
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
	},
	{
		.name = "interrupt-controller", .told = IN_KVM,
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
	},
	{
		.name = "slow-device", .told = IF_SLOW,
		.part = {
			{ &arm_devices, .slow = true }, { &x86_devices, .slow = true },
			{ &x86_ports, .slow = true },
		},
		.what = "{hot}, and the VMM is slow to answer",
		.means =
			"The VMM does the device's work in the vCPU's thread, and the vCPU waits "
			"for it: it writes to a disk or socket, waits for a lock, or lost its CPU.",
		.helps =
			"QEMU: an iothread for the disk, aio=native or io_uring, virtio instead "
			"of an emulated device. Look for what the VMM waits for.",
		.see =
			"kvmtrap stat --by user --vm {vm}; strace -f -T -p {pid}; perf trace -p "
			"{pid}",
		.source =
			"Documentation/virt/kvm/api.rst (KVM_EXIT_MMIO, KVM_EXIT_IO: the VMM has "
			"to answer before the next KVM_RUN)",
	},
	{
		.name = "doorbell", .told = TO_VMM,
		.part = {
			{ &arm_devices, .written = true, .how = "vmm-write*" },
			{ &x86_devices, .written = true, .how = "vmm-write*" },
		},
		.what = "{hot}, which is only written: a doorbell that the VMM answers itself",
		.means =
			"Each notification of a device goes through the kernel to the VMM and "
			"back, while the vCPU waits.",
		.helps =
			"An ioeventfd or vhost keeps them in the kernel, and lets another thread "
			"do the work (QEMU: ioeventfd=on, vhost=on, an iothread). Fewer of them: "
			"larger queues and requests.",
		.see =
			"kvmtrap stat -I 1 --by hot --vm {vm}; in the guest: cat /proc/iomem "
			"shows whose address it is",
		.source = "Documentation/virt/kvm/api.rst (KVM_IOEVENTFD); virt/kvm/eventfd.c",
	},
	{
		.name = "kernel-doorbell", .told = IN_KVM,
		.part = {
			{ &arm_kernel_devices, "*" }, { &x86_kernel_devices, "*" },
			{ &x86_kernel_ports, "*" },
		},
		.what =
			"{hot}, which KVM answers: notifications by ioeventfd, or coalesced writes",
		.means =
			"The guest notifies devices often. Each one is a short exit, and another "
			"thread is woken up.",
		.helps =
			"Larger requests and queues; event indices of virtio; polling in the "
			"device's thread (QEMU: iothread poll-max-ns), or in the guest's driver; "
			"passing a device through.",
		.see =
			"kvmtrap stat -I 1 --by hot --vm {vm}; in the guest: iostat -x 1, sar -n "
			"DEV 1",
		.source = "virt/kvm/eventfd.c (ioeventfd_write), virt/kvm/coalesced_mmio.c",
	},
	{
		.name = "device", .told = TO_VMM,
		.part = { { &arm_devices, "*" }, { &x86_devices, "*" } },
		.what = "{hot}, which the VMM answers",
		.means =
			"The guest reads or sets up a device that the VMM emulates. Reads wait "
			"for their answer: no ioeventfd can take them.",
		.helps =
			"A virtio device instead of an emulated one: it reads nothing while it "
			"works. A driver that uses interrupts and does not poll. vhost, or "
			"passing a device through.",
		.see =
			"kvmtrap stat -I 1 --by hot --vm {vm}; in the guest: cat /proc/iomem "
			"shows whose address it is",
		.source = "Documentation/virt/kvm/api.rst (KVM_EXIT_MMIO)",
	},
	{
		.name = "port-io", .told = TO_VMM,
		.part = { { &x86_ports, "*" } },
		.what = "{hot}, which the VMM answers",
		.means =
			"The guest talks to a device of a PC by ports. Each IN or OUT is a return "
			"to the VMM.",
		.helps =
			"A virtio device with MMIO (virtio 1.0) instead of an emulated or legacy "
			"one; a machine without such devices (QEMU: q35 or microvm, -nodefaults).",
		.see =
			"kvmtrap stat -I 1 --by hot --vm {vm}; in the guest: cat /proc/ioports "
			"shows whose port it is",
		.source =
			"arch/x86/kvm/x86.c (kvm_fast_pio); Documentation/virt/kvm/api.rst "
			"(KVM_EXIT_IO)",
	},
	{
		.name = "idle", .told = { .share = 10, .rate = 5000, .time = 5 },
		.part = { { &arm_idle }, { &x86_idle } },
		.what = "{hot}: the vCPU waits for something to do",
		.means =
			"The vCPU often has nothing to do for a short while. To wake it up costs "
			"more than it slept. On arm64 WFE is among them, by which a guest waits "
			"for a lock.",
		.helps =
			"Let KVM poll longer before it sleeps "
			"(/sys/module/kvm/parameters/halt_poll_ns), or the guest "
			"(cpuidle_haltpoll); both cost CPU time while it waits. Fewer, larger "
			"wakeups. WFE: as for more vCPUs than CPUs.",
		.see =
			"KVM's own halt_successful_poll, halt_wakeup, wfi_exit_stat, "
			"wfe_exit_stat in /sys/kernel/debug/kvm/; kvmtrap stat --by time --vm "
			"{vm}: Halted",
		.source =
			"virt/kvm/kvm_main.c (halt_poll_ns); Arm ARM, HCR_EL2.TWI and TWE; AMD "
			"manual 2, 15.9 (instruction intercepts); " INTEL,
	},
	{
		.name = "pause", .told = IN_KVM,
		.part = { { &x86_pause } },
		.what = "PAUSE instructions: a vCPU spins",
		.means =
			"A vCPU waits in a loop for another one, most often for a lock whose "
			"holder has no CPU. KVM takes such a vCPU off its CPU, to let the other "
			"one run.",
		.helps =
			"Fewer vCPUs than CPUs; paravirtual spinlocks in the guest "
			"(CONFIG_PARAVIRT_SPINLOCKS, no nopvspin). On CPUs of its own: kvm_amd's "
			"pause_filter_count and pause_filter_thresh, kvm_intel's ple_gap=0, or "
			"QEMU's -overcommit cpu-pm=on.",
		.see =
			"kvmtrap stat -I 1 --by reason --vm {vm}; in the guest: perf top: spin "
			"locks",
		.source =
			"AMD manual 2, 15.14.4 (pause intercept filtering); " INTEL "; "
			"arch/x86/kvm/svm/svm.c (pause_interception), vmx/vmx.c (handle_pause)",
	},
	{
		.name = "write-protection", .told = IN_KVM,
		.part = {
			{ &arm_faults, "permission*", "write" },
			{ &x86_faults, "permission", "write" },
		},
		.what = "{hot}: stores to pages that are write-protected",
		.means =
			"The page is there, and may not be written yet. That is how KVM learns "
			"which pages a migration or a framebuffer has to look at (dirty logging), "
			"and how pages are copied that were shared: after KSM, a fork or a "
			"snapshot of the VMM.",
		.helps =
			"Migration: it ends; fewer rounds by auto-converge or post-copy. Without "
			"one: switch KSM off (/sys/kernel/mm/ksm/run) or on less memory; huge "
			"pages.",
		.see =
			"virsh domjobinfo, QEMU's info migrate; kvmtrap stat --by user: "
			"DIRTY_RING_FULL; grep -i ksm /proc/vmstat",
		.source =
			"Documentation/virt/kvm/api.rst (KVM_GET_DIRTY_LOG); virt/kvm/kvm_main.c",
	},
	{
		.name = "page-faults", .told = IN_KVM,
		.part = { { &arm_faults, "*" }, { &x86_faults, "*" } },
		.what = "{hot}: memory that the host has not mapped for the guest",
		.means =
			"Either the guest touches memory for the first time, which ends by "
			"itself, or the host took it away again: a balloon, swap, KSM, moving "
			"pages between NUMA nodes. Without huge pages each 4 KB are a fault.",
		.helps =
			"Huge pages (QEMU: memory-backend-memfd hugetlb=on; "
			"transparent_hugepage=always), memory that is there from the start "
			"(prealloc=on), no swap and no balloon below what the guest uses.",
		.see =
			"kvmtrap explain again, a minute later: first touch has ended; grep Huge "
			"/proc/{pid}/smaps_rollup; virsh dommemstat; vmstat 1: si, so; grep numa "
			"/proc/vmstat",
		.source =
			"arch/arm64/kvm/mmu.c (user_mem_abort); arch/x86/kvm/mmu/mmu.c "
			"(kvm_tdp_page_fault)",
	},
	{
		.name = "identification", .told = IN_KVM,
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
	},
	{
		.name = "debug-registers", .told = IN_KVM,
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
			"in the guest: grep -l TracerPid /proc/*/status shows who is traced; "
			"kvmtrap stat -I 1 --by hot --vm {vm}",
		.source =
			"arch/arm64/kvm/debug.c; arch/x86/kvm/svm/svm.c (dr_interception), "
			"vmx/vmx.c (handle_dr)",
	},
	{
		.name = "debugged", .told = TO_VMM,
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
	},
	{
		.name = "pmu", .told = IN_KVM,
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
	},
	{
		.name = "cache-by-set", .told = { .share = 10, .rate = 100, .time = 5 },
		.part = { { &arm_registers, "DC_*SW" } },
		.what = "{hot}: the guest cleans its caches by set and way",
		.means =
			"Of a guest this cannot mean what it says. KVM therefore cleans all of "
			"the guest's memory instead, and traps its MMU registers until the caches "
			"are on.",
		.helps =
			"A guest that uses DC by address: current firmware and kernels do. It is "
			"normal once, in boot code.",
		.see =
			"kvmtrap stat -I 1 --by hot --vm {vm}; perf trace -e "
			"kvm:kvm_set_way_flush",
		.source =
			"arch/arm64/kvm/sys_regs.c (access_dcsw), arch/arm64/kvm/mmu.c "
			"(kvm_set_way_flush)",
	},
	{
		.name = "system-registers", .told = IN_KVM,
		.part = { { &arm_registers, "*" }, { &x86_msrs, "*" } },
		.what = "{hot}",
		.means =
			"The guest accesses registers that KVM emulates, all the time and not "
			"only when it boots.",
		.helps =
			"Find what does so in the guest: a driver or a module that polls, power "
			"management, microcode or mitigations that are set anew at each switch.",
		.see =
			"kvmtrap stat -I 1 --by hot --vm {vm}; kvmtrap names msrs, registers; on "
			"the host: perf kvm --guest top",
		.source =
			"arch/arm64/kvm/sys_regs.c; arch/x86/kvm/svm/svm.c (svm_get_msr, "
			"svm_set_msr), vmx/vmx.c (vmx_get_msr, vmx_set_msr)",
	},
	{
		.name = "control-registers", .told = IN_KVM,
		.part = { { &x86_control_registers } },
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
	},
	{
		.name = "shadow-paging", .told = IN_KVM,
		.part = { { &x86_shadow } },
		.what =
			"switches of the page tables and flushes of the TLB, which exit without "
			"nested paging",
		.means =
			"KVM shadows the guest's page tables: each switch of processes, each "
			"flush and each change of its page tables is an exit.",
		.helps =
			"Nested paging: cat /sys/module/kvm_amd/parameters/npt, or "
			"/sys/module/kvm_intel/parameters/ept, says Y if it is on; modprobe "
			"kvm_amd npt=1, or kvm_intel ept=1, where firmware and an outer "
			"hypervisor allow it.",
		.see =
			"kvmtrap stat --by reason --vm {vm}: page faults are PF_EXCP, not NPF or "
			"EPT_VIOLATION",
		.source =
			"AMD manual 2, 15.25 (nested paging); " INTEL "; arch/x86/kvm/svm/svm.c "
			"(init_vmcb), vmx/vmx.c (vmx_exec_control)",
	},
	{
		.name = "hypercalls", .told = IN_KVM,
		.part = { { &arm_calls, "*" }, { &x86_calls, "*" } },
		.what = "{hot}",
		.means =
			"The guest calls KVM or its firmware often. PSCI and random numbers are "
			"rare in normal work; KICK_CPU and SCHED_YIELD are calls of vCPUs that "
			"wait for each other.",
		.helps = "Find who calls. For waiting vCPUs: fewer vCPUs than CPUs.",
		.see = "kvmtrap stat -I 1 --by hot --vm {vm}; kvmtrap names calls",
		.source =
			"arch/arm64/kvm/hypercalls.c, arch/arm64/kvm/psci.c; arch/x86/kvm/x86.c "
			"(kvm_emulate_hypercall)",
	},
	{
		.name = "other", .measure = OF_REST, .told = TO_VMM,
		.what = "of a reason that no rule is about",
		.means = "kvmtrap explain does not know what such exits mean.",
		.helps =
			"See docs/classification.md and docs/x86.md of the source for what the "
			"reason is.",
		.see = "kvmtrap stat -I 1 --by reason --vm {vm}; kvmtrap record, kvmtrap report",
		.source = "kvmtrap names reasons",
	},
	{ NULL }
};

const struct rule *rule_find(const char *name)
{
	const struct rule *r;

	for (r = rules; r->name; r++) {
		if (!strcmp(r->name, name))
			return r;
	}
	return NULL;
}

bool rule_is_of(const struct rule *rule, enum architecture arch)
{
	const struct part *p;

	for (p = rule->part; p->pool; p++) {
		if (p->pool->arch == arch)
			return true;
	}
	return !rule->part[0].pool;
}
