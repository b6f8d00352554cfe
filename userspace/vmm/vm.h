/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vm.h - the smallest VM that can do everything the guest programs need: one
 * slot of RAM, vCPUs that each run a program, a way out, KVM's statistics.
 *
 * Guest-physical layout. What is not listed is backed by nothing.
 */
#ifndef VMM_VM_H
#define VMM_VM_H

#include <linux/kvm.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GIC_DIST	0x08000000ull
#define GIC_REDIST	0x080a0000ull
#define DOORBELL	0x09000000ull	/* a store ends the program */
#define DOORBELL_PHASE	0x09000008ull	/* a store tells of a new phase */
#define UNBACKED	0x0a000000ull	/* loads and stores go to the VMM */
#define IOEVENT		0x0b000000ull	/* ... to an eventfd, if one is set up */
#define READONLY	0x20000000ull	/* a read-only slot, if one is set up */
#define RAM		0x40000000ull
#define RAM_PER_VCPU	0x04000000ull	/* first code, from RAM_AREA on free */
#define RAM_AREA	0x00100000ull

#define MAX_VCPUS	512

struct vm;

struct vcpu {
	struct vm *vm;
	unsigned int id;
	int fd;
	struct kvm_run *run;
	pthread_t thread;
	bool started, done;
	uint64_t returns[64];	/* of KVM_RUN, by KVM_EXIT_* reason */
	uint64_t signals;	/* returns with EINTR */
	uint64_t most_signals;	/* the program is over after so many; 0: never */
	uint64_t errors;	/* returns with another errno */
	uint64_t ns;		/* that the program took */
	int failed;		/* the errno that ended the program, or 0 */
};

struct vm {
	int kvm, fd;
	size_t run_size;
	uint8_t *ram;
	struct kvm_userspace_memory_region slot0;
	unsigned int nr_vcpus;
	struct vcpu vcpus[MAX_VCPUS];
	/*
	 * Called on every return of KVM_RUN that is no signal and no store to
	 * the doorbell, with its errno or 0; false ends the vCPU's program.
	 */
	bool (*on_return)(struct vcpu *vcpu, int err);
	int ioeventfd;
};

/* All of these say what failed and exit with status 2 if they cannot. */
void vm_create(struct vm *vm, unsigned int nr_vcpus);
void vm_add_gic(struct vm *vm);
void vm_add_readonly(struct vm *vm, size_t size);
void vm_add_ioeventfd(struct vm *vm);
void vm_log_dirty(struct vm *vm);
void vm_load(struct vcpu *vcpu, const void *code, size_t size, size_t entry);
void vm_destroy(struct vm *vm);

void vcpu_set_x(struct vcpu *vcpu, unsigned int n, uint64_t value);
void vcpu_skip_instruction(struct vcpu *vcpu);
uint64_t vcpu_ram(const struct vcpu *vcpu);

/* Start all vCPUs, each a thread; wait for all. */
void vm_start(struct vm *vm);
void vm_wait(struct vm *vm);

/* Make KVM_RUN return, and wait until it has; false if the program is over. */
bool vcpu_kick(struct vcpu *vcpu);

/*
 * stats_print - KVM's own statistics, one a line: "vcpu ID kvm NAME VALUE"
 * where the kernel has KVM_GET_STATS_FD (5.14), else "vm kvm NAME VALUE",
 * summed over vCPUs, from debugfs.
 */
void stats_print(const struct vm *vm);

void fatal(const char *what) __attribute__((noreturn));

#endif
