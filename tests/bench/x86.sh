# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For the parts of the benchmark: what is the architecture's. arm64.sh sets the same names, and
# says what they mean. Without a LAPIC in the kernel a HLT is the VMM's.
ATTACHMENTS=(tracepoint)
kinds=(hvc cpuid hlt out store "touch --populate" lapic)
names=("VMMCALL" "CPUID" "HLT to the VMM" "OUT to the VMM" "MMIO to the VMM" "fresh page"
	"LAPIC register")
passes=(20000 20000 20000 20000 20000 8000 20000)
MOST_VCPUS=256
CLASS=exit_reason
classes=(0 3 4 8 10 13 14 18 {2,3}{0..7} 40 6{0..9} 6{a..f} 7{0..9} 7{a..f} 8{0..9} 8{a..d} 400)
# svm_handle_exit, which calls it, is given no class.
HANDLER=svm_invoke_exit_handler FENTRY=fentry:kvm_amd:svm_invoke_exit_handler
KPROBE_KEYS='tid, arg1'
# The argument's name is another one on newer kernels.
fentry_keys() {
	echo "args.vcpu->vcpu_idx, args.$(bpftrace -lv $FENTRY 2>/dev/null | awk '$1 == "u64" { print $2 }')"
}
HYPERCALL=0x81 ABORT=0xc0 ABORT_RETURNS=500 BY_VCPU=vCPU
