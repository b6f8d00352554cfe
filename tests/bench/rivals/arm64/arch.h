/* SPDX-License-Identifier: GPL-2.0-only */
/* What rival.bpf.c knows of arm64: where exits pass, and which exception class each has. */
#ifndef RIVAL_ARCH_H
#define RIVAL_ARCH_H

#define KINDS	65	/* exception classes, or reasons of KVM_RUN's return */
#define OTHER	64	/* an interrupt, or an error */

#ifdef __bpf__
#define HANDLE_EXIT	"fentry/handle_exit"
#define TRAP	2	/* KVM's ARM_EXCEPTION_TRAP */

struct kvm_vcpu_fault_info {
	__u64 esr_el2;
} READ;

struct kvm_vcpu_arch {
	struct kvm_vcpu_fault_info fault;
} READ;

struct kvm_vcpu {
	int vcpu_id;
	struct kvm_vcpu_arch arch;
} READ;

/* The vCPU that this CPU runs. */
extern struct kvm_vcpu *kvm_running_vcpu __ksym;

/* The class is an old one unless the exit is a trap. */
static __always_inline __u32 class_of(int code, __u32 class)
{
	return (code & 0x7fffffff) == TRAP ? class & 63 : OTHER;
}

static __always_inline __u32 class_in_handler(struct kvm_vcpu *vcpu, __u64 code)
{
	return class_of(code, vcpu->arch.fault.esr_el2 >> 26);
}

static __always_inline __u32 class_at_kvm_exit(struct bpf_raw_tracepoint_args *ctx)
{
	return class_of(ctx->args[0], ctx->args[1]);
}

static __always_inline struct kvm_vcpu *vcpu_at_kvm_exit(struct bpf_raw_tracepoint_args *ctx)
{
	return *(struct kvm_vcpu **)bpf_this_cpu_ptr(&kvm_running_vcpu);
}
#endif

#endif
