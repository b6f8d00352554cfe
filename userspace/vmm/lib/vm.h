/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vm.h - the smallest VM that the guest programs can run in. It has one slot of RAM,
 * vCPUs that each run a program, a way to end the program, and KVM's statistics.
 */
#ifndef VMM_VM_H
#define VMM_VM_H

#include <linux/kvm.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "arch.h"
#include "guest/layout.h"

#define MAX_HANDS	16

struct vm;

struct vcpu {
	struct vm *vm;
	unsigned int id;
	int fd;
	struct kvm_run *run;
	pthread_t thread;
	bool started, done;
	bool stop;		/* the program is over at the next signal */
	uint64_t returns[64];	/* of KVM_RUN, by KVM_EXIT_* reason */
	uint64_t signals;	/* returns with EINTR */
	uint64_t most_signals;	/* the program is over after so many; 0: never */
	uint64_t errors;	/* returns with another errno */
	uint64_t waits;		/* of these, that ended its wait to be started */
	uint64_t ns;		/* how long the program took */
	uint64_t cpu_ns;	/* of these, how long its thread had a CPU */
	int failed;		/* the errno that ended the program, or 0 */
	uint32_t broke;		/* the KVM_EXIT_* after which it cannot go on, or 0 */
	bool again;		/* the program is not over */
	pid_t tid;		/* the thread that runs it, or ran it last */
};

struct vm {
	int kvm, fd;
	size_t run_size;
	uint8_t *ram;
	uint64_t ram_per_vcpu;
	struct kvm_userspace_memory_region slot0, further[2];
	unsigned int nr_further;
	unsigned int nr_vcpus;
	struct vcpu vcpus[MAX_VCPUS];
	/*
	 * Called on every return of KVM_RUN that is no signal and no store to
	 * the doorbell, with its errno or 0. It ends the vCPU's program by
	 * returning false.
	 */
	bool (*on_return)(struct vcpu *vcpu, int err);
	void (*on_signal)(struct vcpu *vcpu);	/* may be NULL */
	bool first_alone;	/* vCPU 0 calls KVM_RUN before all others: see run_ahead() */
	bool endless;	/* a store to the doorbell does not end the program */
	bool rotate_threads;	/* another thread for each KVM_RUN */
	bool recycle_threads;	/* only when the kernel has freed the one before */
	bool rotate_processes;	/* another process, which shares the memory */
	unsigned int turn;	/* a thread runs all vCPUs, so many KVM_RUNs each; 0: its own */
	unsigned int hands;	/* so many threads do that in turn */
	int ioeventfd;
};

/*
 * When a function of this file fails, it says what failed, and exits with status 2. If
 * the host lacks what is asked for, it exits with status 3.
 */

/* @features: see struct program. */
void vm_create(struct vm *vm, unsigned int nr_vcpus, uint32_t features);
void vm_need(const struct vm *vm, int cap, const char *what);
void vm_add_readonly(struct vm *vm, size_t size);

/*
 * Add memory beside the RAM, which a VM does at most twice. @slot: its number, and what
 * KVM_SET_USER_MEMORY_REGION has beside that.
 */
uint8_t *vm_add_memory(struct vm *vm, uint32_t slot, uint32_t flags, uint64_t gpa, size_t size);
void vm_add_ioeventfd(struct vm *vm, const struct kvm_ioeventfd *where);
void vm_log_dirty(struct vm *vm);
/* The same, and let the pages that were written until now be write-protected again. */
void vm_log_dirty_again(struct vm *vm);
void vm_load(struct vcpu *vcpu, const void *code, size_t size, size_t entry);
void vm_destroy(struct vm *vm);

/* Return: how much RAM each of so many vCPUs has. */
uint64_t vm_ram_per_vcpu(unsigned int nr_vcpus);

/* Return: where a vCPU's RAM begins, for the guest and for the VMM. */
uint64_t vcpu_ram(const struct vcpu *vcpu);
uint8_t *vcpu_memory(const struct vcpu *vcpu);

/* Run a vCPU until KVM_RUN has returned once. Return: false when the program is over. */
bool vcpu_run(struct vcpu *vcpu);

/* Start all vCPUs, with a thread for each unless vm->turn is set. vm_wait() waits for them. */
void vm_start(struct vm *vm);
void vm_wait(struct vm *vm);

/* The same while vm->turn is not 0. vm_start() and vm_wait() call them. */
void turns_start(struct vm *vm);
void turns_wait(struct vm *vm);

/* Make KVM_RUN return, and wait until it has. Return: false if the program is over. */
bool vcpu_kick(struct vcpu *vcpu);

/**
 * stats_print() - Print KVM's own statistics, one per line.
 * @vm: the VM
 *
 * A line is "vcpu ID kvm NAME VALUE" if the kernel has KVM_GET_STATS_FD (5.14). Else it
 * is "vm kvm NAME VALUE", with the sum over all vCPUs, from debugfs.
 */
void stats_print(const struct vm *vm);

/* Return: the sum of KVM's `exits` over the vCPUs. */
uint64_t stats_exits(const struct vm *vm);

/* Call ioctl(). If it fails, say that @what did, and exit. */
int kvm_ioctl(int fd, unsigned long request, void *arg, const char *what);

void fatal(const char *what) __attribute__((noreturn));
void unsupported(const char *what) __attribute__((noreturn));

#endif
