// SPDX-License-Identifier: GPL-2.0-only
/*
 * run.c - the threads of the vCPUs. They call KVM_RUN until the program rings the
 * doorbell, and count its returns.
 */
#include <errno.h>
#include <linux/membarrier.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lib/machine.h"

#define KICK SIGUSR1

static void nothing(int signal)
{
	(void)signal;
}

#ifndef KVM_EXIT_MEMORY_FAULT	/* 6.8 */
#define KVM_EXIT_MEMORY_FAULT 39
#endif

/* The only reason that KVM tells together with an errno. */
static bool tells_memory_fault(const struct kvm_run *run, int err)
{
	return run->exit_reason == KVM_EXIT_MEMORY_FAULT && (err == EFAULT || err == EHWPOISON);
}

bool vcpu_run(struct vcpu *vcpu)
{
	struct kvm_run *run = vcpu->run;

	if (ioctl(vcpu->fd, KVM_RUN, 0) < 0) {
		if (errno == EINTR) {
			if (vcpu->vm->on_signal)
				vcpu->vm->on_signal(vcpu);
			return __atomic_add_fetch(&vcpu->signals, 1, __ATOMIC_RELEASE) !=
			       vcpu->most_signals &&
			       !__atomic_load_n(&vcpu->stop, __ATOMIC_ACQUIRE);
		}
		if (tells_memory_fault(run, errno))
			vcpu->returns[KVM_EXIT_MEMORY_FAULT]++;
		else
			vcpu->errors++;
		if (vcpu->vm->on_return(vcpu, errno))
			return true;
		vcpu->failed = errno;
		return false;
	}
	vcpu->returns[run->exit_reason % 64]++;
	if (!vcpu->vm->endless && machine_rings(run) == RING_END)
		return false;
	if (!vcpu->vm->on_return(vcpu, 0))
		return false;
	if (!vcpu->vm->endless && machine_broke(run))
		vcpu->broke = run->exit_reason;
	return !vcpu->broke;
}

static void *run_as_thread(void *arg)
{
	struct vcpu *vcpu = arg;

	vcpu->tid = gettid();
	vcpu->again = vcpu_run(vcpu);
	return NULL;
}

static bool run_once_in_thread(struct vcpu *vcpu)
{
	pthread_t thread;
	unsigned int i;

	errno = pthread_create(&thread, NULL, run_as_thread, vcpu);
	if (errno)
		fatal("pthread_create");
	pthread_join(thread, NULL);
	/*
	 * The kernel frees a thread that has ended when RCU lets it, which this waits for
	 * twice. The next thread may then be where that one was.
	 */
	for (i = 0; vcpu->vm->recycle_threads && i < 2; i++)
		if (syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0))
			fatal("membarrier");
	return vcpu->again;
}

/* The process shares our memory, so that KVM lets it run the vCPU. It ends when we end. */
static int run_as_process(void *arg)
{
	struct vcpu *vcpu = arg;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NAME, program_invocation_short_name);
	vcpu->tid = gettid();
	vcpu->again = vcpu_run(vcpu);
	return 0;
}

static bool run_once_in_process(struct vcpu *vcpu)
{
	static _Thread_local char stack[64 << 10] __attribute__((aligned(16)));
	/* This thread has to wait, as after vfork(): both use the same errno. */
	pid_t pid = clone(run_as_process, stack + sizeof(stack),
			  CLONE_VM | CLONE_VFORK | CLONE_FILES | SIGCHLD, vcpu);

	if (pid < 0)
		fatal("clone");
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	return vcpu->again;
}

static bool run_once(struct vcpu *vcpu)
{
	if (vcpu->vm->rotate_processes)
		return run_once_in_process(vcpu);
	return vcpu->vm->rotate_threads ? run_once_in_thread(vcpu) : vcpu_run(vcpu);
}

static uint64_t ns_of(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void *vcpu_thread(void *arg)
{
	struct vcpu *vcpu = arg;
	uint64_t begin, cpu_begin;
	bool again = true;
	char name[16];

	snprintf(name, sizeof(name), "vcpu %u", vcpu->id);
	pthread_setname_np(pthread_self(), name);
	vcpu->tid = gettid();
	begin = ns_of(CLOCK_MONOTONIC);
	cpu_begin = ns_of(CLOCK_THREAD_CPUTIME_ID);
	if (vcpu->vm->rotate_processes && FIRST_PROCESS_STAYS)
		again = vcpu_run(vcpu);
	while (again)
		again = run_once(vcpu);
	vcpu->cpu_ns = ns_of(CLOCK_THREAD_CPUTIME_ID) - cpu_begin;
	vcpu->ns = ns_of(CLOCK_MONOTONIC) - begin;
	__atomic_store_n(&vcpu->done, true, __ATOMIC_RELEASE);
	return NULL;
}

/*
 * The first KVM_RUN of a VM registers the addresses of its GIC. 6.1 (not 5.10, 6.12,
 * 7.2) lets other vCPUs into the guest meanwhile, and their accesses to the GIC then go
 * to the VMM. One vCPU therefore calls KVM_RUN first, without entering the guest.
 */
static void run_ahead(struct vcpu *vcpu)
{
	vcpu->run->immediate_exit = 1;
	vcpu_run(vcpu);
	vcpu->run->immediate_exit = 0;
}

void vm_start(struct vm *vm)
{
	struct sigaction action = { .sa_handler = nothing };
	unsigned int i;

	/* Without SA_RESTART, so that KVM_RUN returns. */
	sigaction(KICK, &action, NULL);
	if (vm->first_alone && vm->nr_vcpus > 1)
		run_ahead(&vm->vcpus[0]);
	if (vm->turn) {
		turns_start(vm);
		return;
	}
	for (i = 0; i < vm->nr_vcpus; i++) {
		errno = pthread_create(&vm->vcpus[i].thread, NULL, vcpu_thread,
				       &vm->vcpus[i]);
		if (errno)
			fatal("pthread_create");
		vm->vcpus[i].started = true;
	}
}

bool vcpu_kick(struct vcpu *vcpu)
{
	const struct timespec pause = { .tv_nsec = 1000000 };
	uint64_t before = __atomic_load_n(&vcpu->signals, __ATOMIC_ACQUIRE);

	while (!__atomic_load_n(&vcpu->done, __ATOMIC_ACQUIRE)) {
		pthread_kill(vcpu->thread, KICK);
		nanosleep(&pause, NULL);
		if (__atomic_load_n(&vcpu->signals, __ATOMIC_ACQUIRE) != before)
			return true;
	}
	return false;
}

void vm_wait(struct vm *vm)
{
	unsigned int i;

	if (vm->turn)
		turns_wait(vm);
	for (i = 0; i < vm->nr_vcpus; i++)
		if (vm->vcpus[i].started)
			pthread_join(vm->vcpus[i].thread, NULL);
}
