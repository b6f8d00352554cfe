/* SPDX-License-Identifier: GPL-2.0-only */
/* What rival.bpf.c knows of x86-64 with AMD's SVM. An exit code is a class of its own. */
#ifndef RIVAL_ARCH_H
#define RIVAL_ARCH_H

#define KINDS	257	/* exit codes, those from 0x400 on from NPF on; or reasons of return */
#define NPF	0xc0
#define OTHER	256

#ifdef __bpf__
/* This function gets the code as an argument. The one that calls it would have to look for it. */
#define HANDLE_EXIT	"fentry/svm_invoke_exit_handler"

struct vmcb_control_area {
	__u32 exit_code;
} READ;

struct vmcb {
	struct vmcb_control_area control;
} READ;

struct vcpu_svm {
	struct vmcb *vmcb;
} READ;

struct kvm_vcpu {
	int vcpu_id;
} READ;

/* Any struct of the kernel itself, and not of a module, that begins with a number. */
struct timespec64 {
	__s64 tv_sec;
} READ;

extern void *bpf_rdonly_cast(const void *at, __u32 type) __ksym __weak;

/*
 * Read a number of the kernel's. From 6.2 on a program may take an address for that of a
 * struct which the kernel's BTF has, and read it there without a call.
 */
static __always_inline __u64 number_at(__u64 at)
{
	__u64 number = 0;

	if (bpf_ksym_exists(bpf_rdonly_cast)) {
		struct timespec64 *t = bpf_rdonly_cast((void *)at,
						       bpf_core_type_id_kernel(struct timespec64));

		return t->tv_sec;
	}
	bpf_probe_read_kernel(&number, sizeof(number), (void *)at);
	return number;
}

static __always_inline __u32 class_of(__u32 code)
{
	/* The verifier learns a bound of one register: the compiler must not make a copy. */
	barrier_var(code);
	return code < NPF ? code : (code & ~0x3f) == 0x400 ? NPF + (code & 0x3f) : OTHER;
}

static __always_inline __u32 class_in_handler(struct kvm_vcpu *vcpu, __u64 code)
{
	return class_of(code);
}

/* A kernel that has no BTF of KVM's modules is 5.10: there the arguments are code and vCPU. */
static __always_inline __u32 class_at_kvm_exit(struct bpf_raw_tracepoint_args *ctx)
{
	if (!bpf_core_type_exists(struct vcpu_svm))
		return class_of(ctx->args[0]);
	return class_of(number_at(number_at(ctx->args[0] +
					    bpf_core_field_offset(struct vcpu_svm, vmcb)) +
				  bpf_core_field_offset(struct vmcb, control.exit_code)));
}

static __always_inline struct kvm_vcpu *vcpu_at_kvm_exit(struct bpf_raw_tracepoint_args *ctx)
{
	return (struct kvm_vcpu *)ctx->args[!bpf_core_type_exists(struct vcpu_svm)];
}
#endif

#endif
