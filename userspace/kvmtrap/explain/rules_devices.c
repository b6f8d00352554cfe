// SPDX-License-Identifier: GPL-2.0-only
/*
 * rules_devices.c - devices, and how a guest talks to them: see rule_list.h.
 */
#include "explain/pools.h"
#include "explain/rule_list.h"

const struct rule rule_console = {
	.name = "console", .threshold = TO_VMM,
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
};

const struct rule rule_slow_device = {
	.name = "slow-device", .threshold = IF_SLOW,
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
};

const struct rule rule_doorbell = {
	.name = "doorbell", .threshold = TO_VMM,
	.part = {
		{ &arm_devices, .written = true, .how = "vmm-write*" },
		{ &x86_devices, .written = true, .how = "vmm-write*" },
	},
	.what = "{hot}, which is hardly ever read: a doorbell that the VMM answers itself",
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
};

const struct rule rule_kernel_doorbell = {
	.name = "kernel-doorbell", .threshold = IN_KVM,
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
};

const struct rule rule_device = {
	.name = "device", .threshold = TO_VMM,
	.part = { { &arm_devices, "*" }, { &x86_devices, "*" } },
	.what = "{hot}, which the VMM answers",
	.means =
		"The guest reads or sets up a device that the VMM emulates. Reads wait "
		"for their answer: no ioeventfd can take them. \"Accesses\" may be reads "
		"or writes, which Intel's CPUs do not tell apart here: if all are writes, "
		"this is a doorbell.",
	.helps =
		"A virtio device instead of an emulated one: it reads nothing while it "
		"works. A driver that uses interrupts and does not poll. vhost, or "
		"passing a device through. For a doorbell: an ioeventfd.",
	.see =
		"kvmtrap stat -I 1 --by hot --vm {vm}; in the guest: cat /proc/iomem "
		"shows whose address it is",
	.source = "Documentation/virt/kvm/api.rst (KVM_EXIT_MMIO)",
};

const struct rule rule_port_io = {
	.name = "port-io", .threshold = TO_VMM,
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
};
