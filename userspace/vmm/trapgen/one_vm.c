// SPDX-License-Identifier: GPL-2.0-only
/*
 * one_vm.c - see one_vm.h.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/image.h"
#include "lib/machine.h"
#include "lib/report.h"
#include "trapgen/one_vm.h"
#include "trapgen/programs.h"

static void prepare(struct vcpu *vcpu, const struct options *o)
{
	uint64_t address = o->program ? o->program->address : 0;

	if (o->image)
		image_load(vcpu, o->image);
	else
		vm_load(vcpu, guests_begin, guests_end - guests_begin,
			o->program->code - guests_begin);
	vcpu_set_args(vcpu, o->program ? o->program->features : 0, o->passes,
		      address ? address : vcpu_ram(vcpu) + RAM_AREA);
}

static bool plain_return(struct vcpu *vcpu, int err)
{
	(void)vcpu;
	return !err;
}

static void run(struct vm *vm, const struct options *o)
{
	const struct program *p = o->program;
	unsigned int i;

	vm->on_return = p && p->on_return ? p->on_return : plain_return;
	vm->on_signal = p ? p->on_signal : NULL;
	vm->endless = p && p->any;
	if (o->populate)
		memset(vm->ram, 0, vm->nr_vcpus * vm->ram_per_vcpu);
	for (i = 0; i < vm->nr_vcpus; i++)
		prepare(&vm->vcpus[i], o);
	if (p && p->setup)
		p->setup(vm, o->passes);
	vm_start(vm);
	if (p && p->attend)
		p->attend(vm, o->passes);
	vm_wait(vm);
}

/* A process keeps the VM when we end. It has other memory, so that KVM refuses KVM_RUN. */
static void leave_holder(struct vm *vm, uint64_t seconds)
{
	pid_t pid = fork();

	if (pid < 0)
		fatal("fork");
	if (pid)
		return;
	errno = 0;
	ioctl(vm->vcpus[0].fd, KVM_RUN, 0);
	printf("outlives %d errno %d\n", getpid(), errno);
	fflush(stdout);
	sleep(seconds);
	_exit(0);
}

/* Run a command, unless it is NULL. Returns false if it fails. */
static bool command(const char *text)
{
	int status;

	if (!text)
		return true;
	fflush(stdout);
	status = system(text);
	return WIFEXITED(status) && !WEXITSTATUS(status);
}

int one_vm(struct vm *vm, const struct options *o, bool last)
{
	static uint64_t exits;
	int ret;

	vm_create(vm, o->vcpus, o->program ? o->program->features : 0);
	if (!command(o->created))
		return 1;
	vm->rotate_threads = o->rotate_threads;
	vm->recycle_threads = o->recycle_threads;
	vm->rotate_processes = o->rotate_processes;
	vm->turn = o->turn;
	vm->hands = o->hands;
	run(vm, o);
	ret = verify(vm, o->program, o->passes);
	if (last) {
		report(vm, o->program, o->passes);
		if (exits)
			printf("before exits %llu\n", (unsigned long long)exits);
		fflush(stdout);
		if (!command(o->then) && !ret)
			ret = 1;
		if (o->outlive)
			leave_holder(vm, o->outlive);
	} else {
		exits += stats_exits(vm);
	}
	vm_destroy(vm);
	return ret;
}
