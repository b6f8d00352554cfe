// SPDX-License-Identifier: GPL-2.0-only
/*
 * rules_host.c - what the host does to vCPUs, and vCPUs that wait: see rule_list.h.
 */
#include "explain/pools.h"
#include "explain/rule_list.h"

const struct rule rule_overcommit = {
	.name = "overcommit", .measure = OF_CPUS, .threshold = { .time = 110 },
	.what = "the vCPUs of all VMs want more CPUs than this host has",
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
};

const struct rule rule_preempted = {
	.name = "preempted", .threshold = IF_SLOW, .unless = "overcommit",
	.part = { { &arm_interrupts, .slow = true }, { &x86_interrupts, .slow = true } },
	.what = "interrupts of the host, which then ran something else first",
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
};

const struct rule rule_host_interrupts = {
	.name = "host-interrupts", .threshold = { .rate = 2000, .time = 8 },
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
};

const struct rule rule_signals = {
	.name = "signals", .measure = OF_SIGNALS, .threshold = { .rate = 100 },
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
};

const struct rule rule_idle = {
	.name = "idle", .threshold = { .share = 10, .rate = 5000, .time = 5 },
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
};

const struct rule rule_pause = {
	.name = "pause", .threshold = IN_KVM,
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
};
