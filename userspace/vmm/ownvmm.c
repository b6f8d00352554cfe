// SPDX-License-Identifier: GPL-2.0-only
/*
 * ownvmm.c - a small hypervisor, to learn from. It has all that the KVM API needs to run
 * a guest that prints, counts, and asks where its memory is.
 *
 *      /dev/kvm --KVM_CREATE_VM--> VM --KVM_SET_USER_MEMORY_REGION--> RAM
 *                                   |
 *                                   +--KVM_CREATE_VCPU--> vCPU --its registers--> PC
 *                                                           |
 *                          +---------> KVM_RUN  <-----------+
 *                          |              |
 *                          |      why did it return?
 *                          |              |
 *                          |  KVM_EXIT_MMIO: hypercall? --doorbell--> the end
 *                          |              |                (on x86 a port, KVM_EXIT_IO)
 *                          |              |
 *                          +--- serve it -+
 *
 * What the guest prints goes to stdout. With --report, the lines of trapgen follow.
 * Exit status: 0; 1 if KVM_RUN, the guest or COMMAND failed; 2 if the guest could not be run, or
 * the output not be written; 64 if the command line is wrong.
 */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/args.h"
#include "lib/image.h"
#include "lib/report.h"
#include "lib/serve.h"

const char *argp_program_version = "ownvmm (kvmtrapcount) " KVMTRAP_VERSION;

static struct options {
	const char *image, *then;
	struct hypercalls calls;
	bool report;
} o;

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case 'p':
		o.calls.at_phase = arg;
		return 0;
	case 't':
		o.then = arg;
		return 0;
	case 'r':
		o.report = true;
		return 0;
	case ARGP_KEY_ARG:
		if (state->arg_num)
			argp_error(state, "one guest is enough");
		o.image = arg;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "name a guest: a flat binary, such as hello.bin");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option options[] = {
	{ "phase", 'p', "COMMAND", 0, "Run COMMAND whenever the guest announces a step" },
	{ "then", 't', "COMMAND", 0, "Run COMMAND when the guest is done, before the VM goes" },
	{ "report", 'r', NULL, 0, "What KVM_RUN returned for, and KVM's statistics" },
	{ 0 }
};

static const struct argp argp = {
	options, parse, "GUEST.bin",
	"Run a guest that speaks the hypercalls of guest/hypercalls.h.\v"
	"GUEST.bin is a flat binary: " IMAGE_STATE ". PASSES is 1."
};

static bool on_return(struct vcpu *vcpu, int err)
{
	const struct kvm_run *run = vcpu->run;

	if (!goes_on(vcpu, err))
		return false;
	if (run->exit_reason == KVM_EXIT_MMIO)
		hypercall(vcpu, &o.calls);
	return true;
}

int main(int argc, char **argv)
{
	static struct vm vm;
	int ret;

	output_must_be_written();
	argp_parse(&argp, argc, argv, 0, NULL, &o);
	vm_create(&vm, 1, 0);
	vm_add_readonly(&vm, 1 << 20);
	vm.on_return = on_return;
	image_load(&vm.vcpus[0], o.image);
	vm_start(&vm);
	vm_wait(&vm);
	ret = verify(&vm, NULL, 0);
	if (o.report)
		report(&vm, NULL, 0);
	fflush(stdout);
	if (o.then && system(o.then))
		ret = 1;
	vm_destroy(&vm);
	return ret;
}
