// SPDX-License-Identifier: GPL-2.0-only
/*
 * msr.c - MSRs that KVM leaves to the VMM: those that it does not know, and those that a
 * filter forbids.
 */
#include <string.h>
#include <sys/utsname.h>

#include "lib/vm.h"
#include "trapgen/x86/setup.h"

static void ask(struct vm *vm, uint64_t about)
{
	struct kvm_enable_cap cap = { .cap = KVM_CAP_X86_USER_SPACE_MSR, .args[0] = about };

	vm_need(vm, KVM_CAP_X86_USER_SPACE_MSR, "MSRs that the VMM answers for");
	kvm_ioctl(vm->fd, KVM_ENABLE_CAP, &cap, "KVM_CAP_X86_USER_SPACE_MSR");
}

void ask_for_msrs(struct vm *vm, uint64_t passes)
{
	(void)passes;
	ask(vm, KVM_MSR_EXIT_REASON_UNKNOWN);
}

static void filter(struct vm *vm, struct kvm_msr_filter *f)
{
	vm_need(vm, KVM_CAP_X86_MSR_FILTER, "filter of MSRs");
	f->flags = KVM_MSR_FILTER_DEFAULT_ALLOW;
	kvm_ioctl(vm->fd, KVM_X86_SET_MSR_FILTER, f, "KVM_X86_SET_MSR_FILTER");
}

/* A bit is set for what is allowed. KVM reads them by eight bytes. */
static uint8_t none[8];

void forbid_msrs(struct vm *vm, uint64_t passes)
{
	uint32_t both = KVM_MSR_FILTER_READ | KVM_MSR_FILTER_WRITE;
	struct kvm_msr_filter f = {
		.ranges[0] = { both, 1, MSR_PAT, none },
		.ranges[1] = { both, 1, MSR_KERNEL_GS_BASE, none },
	};

	(void)passes;
	ask(vm, KVM_MSR_EXIT_REASON_FILTER);
	filter(vm, &f);
}

/* Three ranges, and none has what the guest reads. */
void filter_other_msrs(struct vm *vm, uint64_t passes)
{
	struct kvm_msr_filter f = {};
	unsigned int i;

	(void)passes;
	for (i = 0; i < 3; i++)
		f.ranges[i] = (struct kvm_msr_filter_range){
			KVM_MSR_FILTER_READ | KVM_MSR_FILTER_WRITE, 1, 0xc0de + i, none,
		};
	filter(vm, &f);
}

/*
 * KVM of 5.10.262 counts an exit for each range in which it does not find an MSR. It looks
 * at each access that traps. It also looks when the filter is set, to read and to write, for
 * the MSRs that the guest uses without a trap: on AMD's CPUs eight, on Intel's six, and to
 * read the TSC. KERNEL_GS_BASE is one of them.
 */
static bool counts_ranges(void)
{
	struct utsname u;

	return !uname(&u) && !strncmp(u.release, "5.10.", 5);
}

bool amd_counts_ranges(void)
{
	return host_is_amd() && counts_ranges();
}

/* There it looks as if KVM had not entered the guest. */
bool intel_counts_ranges(void)
{
	return host_is_intel() && counts_ranges();
}
