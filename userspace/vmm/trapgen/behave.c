// SPDX-License-Identifier: GPL-2.0-only
/*
 * behave.c - see behave.h.
 */
#include <errno.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "lib/machine.h"
#include "trapgen/behave.h"

void add_readonly(struct vm *vm, uint64_t passes)
{
	vm_add_readonly(vm, passes * sysconf(_SC_PAGESIZE));
}

void add_ioeventfd(struct vm *vm, uint64_t passes)
{
	struct kvm_ioeventfd where = { .addr = IOEVENT, .len = 4 };

	(void)passes;
	vm_add_ioeventfd(vm, &where);
}

static void protect_memory(const struct vcpu *vcpu, int how)
{
	if (mprotect(vcpu_memory(vcpu) + RAM_AREA, vcpu->vm->ram_per_vcpu - RAM_AREA, how))
		fatal("mprotect");
}

void withhold_memory(struct vm *vm, uint64_t passes)
{
	unsigned int i;

	(void)passes;
	for (i = 0; i < vm->nr_vcpus; i++)
		protect_memory(&vm->vcpus[i], PROT_NONE);
}

bool give_memory(struct vcpu *vcpu, int err)
{
	if (err == EFAULT)
		protect_memory(vcpu, PROT_READ | PROT_WRITE);
	return !err || err == EFAULT;
}

bool log_dirty_on_phase(struct vcpu *vcpu, int err)
{
	if (!err && machine_rings(vcpu->run) == RING_PHASE)
		vm_log_dirty(vcpu->vm);
	return !err;
}

bool log_dirty_again(struct vcpu *vcpu, int err)
{
	if (!err && machine_rings(vcpu->run) == RING_PHASE)
		vm_log_dirty_again(vcpu->vm);
	return !err;
}

bool answer_late(struct vcpu *vcpu, int err)
{
	const struct timespec late = { .tv_nsec = 1000000 };

	(void)vcpu;
	nanosleep(&late, NULL);
	return !err;
}

void kick_until_done(struct vm *vm, uint64_t passes)
{
	unsigned int i, running;

	(void)passes;
	do {
		running = 0;
		for (i = 0; i < vm->nr_vcpus; i++)
			running += vcpu_kick(&vm->vcpus[i]);
	} while (running);
}

void limit_signals(struct vm *vm, uint64_t passes)
{
	unsigned int i;

	for (i = 0; i < vm->nr_vcpus; i++)
		vm->vcpus[i].most_signals = passes;
}

void return_at_once(struct vm *vm, uint64_t passes)
{
	unsigned int i;

	(void)passes;
	for (i = 0; i < vm->nr_vcpus; i++)
		vm->vcpus[i].run->immediate_exit = 1;
}

void never_enter(struct vm *vm, uint64_t passes)
{
	limit_signals(vm, passes);
	return_at_once(vm, passes);
}

void enter_after_ten(struct vcpu *vcpu)
{
	/* This return is not among them yet. */
	if (vcpu->signals + 1 == 10)
		vcpu->run->immediate_exit = 0;
}

bool interrupt_next(struct vcpu *vcpu, int err)
{
	vcpu->run->immediate_exit = 1;
	return !err;
}

void enter_after_every_second(struct vcpu *vcpu)
{
	/* This return is not among them yet. */
	vcpu->run->immediate_exit = vcpu->signals % 2;
}
