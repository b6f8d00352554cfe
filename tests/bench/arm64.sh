# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For the parts of the benchmark: what is the architecture's. x86.sh sets the same names. intel.sh
# also sets NS, how long an instruction takes (1), and ALONE, where exits has no other tools.
ATTACHMENTS=(tracepoint kretprobe)
# The exits that are measured: the guest program, its name, and how often. The first is a hypercall. The
# host has allocated a fresh page before, and only the guest has not touched it yet: what the kernel does to
# allocate one differs by a hundred instructions from run to run.
kinds=(hvc pending store "touch --populate" gic)
names=("HVC" "WFI" "MMIO to the VMM" "fresh page" "vGIC register")
passes=(20000 20000 10000 8000 20000)
# How many vCPUs a VM of trapgen's may have.
MOST_VCPUS=512
# The field of kvm_exit that has an exit's class, and the classes that kvm_stat knows.
CLASS=esr_ec
classes=(00 01 03 04 05 06 07 08 09 0c 0d 0e 11 12 13 15 16 17 18 19 1a 1c 1d 1f 20
	21 22 24 25 26 28 2c 2f 30 31 32 33 34 35 38 3a 3c)
# The function that KVM calls for each exit, its names as bpftrace has them, and the keys by
# which that counts: thread and class, vCPU and class.
HANDLER=handle_exit FENTRY=fentry:handle_exit
KPROBE_KEYS='tid, (((struct kvm_vcpu *)arg0)->arch.fault.esr_el2 >> 26) & 0x3f'
fentry_keys() { echo 'args.vcpu->vcpu_idx, (args.vcpu->arch.fault.esr_el2 >> 26) & 0x3f'; }
# What rivals/ call a hypercall and an abort, how many aborts return to the VMM in exits, and
# how the vCPU is found.
HYPERCALL=0x16 ABORT=0x24 ABORT_RETURNS=503 BY_VCPU='vCPU (`kvm_running_vcpu`)'
