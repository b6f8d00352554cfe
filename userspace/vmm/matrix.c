// SPDX-License-Identifier: GPL-2.0-only
/*
 * matrix.c - two VMs on one CPU, in one thread: the VMM says which of them runs next.
 *
 *   matrix io A.bin B.bin      the VMs run in turn, and are switched whenever a guest
 *                              asks for something, such as to print; the name of
 *                              its VM is printed first
 *   matrix timer A.bin B.bin   a timer ends each quantum; in every window A has
 *                              FRAC_A quanta, and then B has FRAC_B
 *
 * It ends when one of the guests does, too. Then it prints one line per VM:
 * "NAME quanta N ns TIME progress COUNT signals N". They say how often the VM ran, for how
 * long in all, how far the guest spin.bin has counted, and how often a signal ended KVM_RUN.
 * Exit status: 0; 1 if KVM_RUN, a guest or COMMAND failed; 2 if the guests could not be run, or
 * the output not be written; 64 if the command line is wrong.
 */
#include <argp.h>
#include <errno.h>
#include <inttypes.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/args.h"
#include "lib/image.h"
#include "lib/report.h"
#include "lib/serve.h"

const char *argp_program_version = "matrix (kvmtrapcount) " KVMTRAP_VERSION;

static struct options {
	bool timer;
	const char *image[2], *then;
	unsigned long quantum_us, frac[2], turns;
} o = { .quantum_us = 10000, .frac = { 50, 50 }, .turns = 100 };

static struct machine {
	const char *name;
	struct vm vm;
	struct hypercalls calls;
	uint64_t quanta, ns;
} machines[2];	/* too large for an initializer */

static struct machine *current;
static volatile sig_atomic_t over;	/* the quantum is over */

static error_t parse(int key, char *arg, struct argp_state *state)
{
	char *second;

	switch (key) {
	case 'q':
		o.quantum_us = number_arg(arg, 10000000, "--quantum", state);
		return 0;
	case 'f':
		second = strchr(arg, ':');
		if (!second)
			argp_error(state, "--fractions are two numbers, such as 70:30, not '%s'",
				   arg);
		*second++ = '\0';
		o.frac[0] = number_arg(arg, 99, "FRAC_A", state);
		o.frac[1] = number_arg(second, 99, "FRAC_B", state);
		if (o.frac[0] + o.frac[1] != 100 && o.frac[0] + o.frac[1] != 10)
			argp_error(state, "FRAC_A and FRAC_B must add up to 100 or to 10; "
				   "%lu and %lu do not", o.frac[0], o.frac[1]);
		return 0;
	case 'n':
		o.turns = number_arg(arg, 1000000, "--turns", state);
		return 0;
	case 't':
		o.then = arg;
		return 0;
	case ARGP_KEY_ARG:
		if (state->arg_num == 0) {
			o.timer = !strcmp(arg, "timer");
			if (!o.timer && strcmp(arg, "io"))
				argp_error(state, "switch on io or timer, not '%s'", arg);
		} else if (state->arg_num <= 2) {
			o.image[state->arg_num - 1] = arg;
		} else {
			argp_error(state, "two guests are enough");
		}
		return 0;
	case ARGP_KEY_END:
		if (!o.image[1])
			argp_error(state, "say io or timer, and name two guests");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option options[] = {
	{ "quantum", 'q', "US", 0, "QUANTUM: microseconds of a turn by timer (10000)" },
	{ "fractions", 'f', "A:B", 0,
	  "FRAC_A and FRAC_B (50:50): percent or tenths of a window, as small as they can be: "
	  "70:30 is seven quanta, then three" },
	{ "turns", 'n', "N", 0, "Of each VM by io, windows by timer (100)" },
	{ "then", 't', "COMMAND", 0, "Run COMMAND at the end, before the VMs go" },
	{ 0 }
};

static const struct argp argp = {
	options, parse, "io|timer A.bin B.bin",
	"Two VMs on one CPU, one at a time."
};

/* Reduce the fraction: 70:30 becomes 7:3. */
static void reduce(void)
{
	unsigned long a = o.frac[0], b = o.frac[1], rest;

	while (b) {
		rest = a % b;
		a = b;
		b = rest;
	}
	o.frac[0] /= a;
	o.frac[1] /= a;
}

/*
 * If the signal comes after the check of `over` and before KVM_RUN, immediate_exit makes
 * KVM_RUN return at once (Documentation/virt/kvm/api.rst).
 */
static void quantum_over(int signal)
{
	(void)signal;
	over = 1;
	current->vm.vcpus[0].run->immediate_exit = 1;
}

static bool on_return(struct vcpu *vcpu, int err)
{
	if (!goes_on(vcpu, err))
		return false;
	if (vcpu->run->exit_reason == KVM_EXIT_MMIO) {
		if (!o.timer)
			printf("%s ", current->name);
		hypercall(vcpu, &current->calls);
		if (!o.timer)
			over = 1;
	}
	return true;
}

static uint64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000ull + t.tv_nsec;
}

/* Run @m until its quantum is over. Returns false if its guest is over. */
static bool turn(struct machine *m, timer_t timer)
{
	const struct itimerspec quantum = { .it_value = {
		o.quantum_us / 1000000, o.quantum_us % 1000000 * 1000 } };
	struct vcpu *vcpu = &m->vm.vcpus[0];
	uint64_t from;
	bool alive = true;

	current = m;
	over = 0;
	vcpu->run->immediate_exit = 0;
	if (o.timer && timer_settime(timer, 0, &quantum, NULL))
		fatal("timer_settime");
	from = now();
	while (alive && !over)
		alive = vcpu_run(vcpu);
	m->ns += now() - from;
	m->quanta++;
	return alive;
}

static bool window(timer_t timer)
{
	unsigned long n, i;

	for (i = 0; i < 2; i++) {
		for (n = 0; n < (o.timer ? o.frac[i] : 1); n++) {
			if (!turn(&machines[i], timer))
				return false;
		}
	}
	return true;
}

static void set_up(struct machine *m, const char *name, const char *image)
{
	m->name = name;
	vm_create(&m->vm, 1, 0);
	m->vm.on_return = on_return;
	image_load(&m->vm.vcpus[0], image);
}

static void one_cpu(void)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(sched_getcpu(), &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		fatal("sched_setaffinity");
}

static void print_machine(const struct machine *m)
{
	uint64_t progress;

	memcpy(&progress, m->vm.ram + PROGRESS - RAM, sizeof(progress));
	printf("%s quanta %" PRIu64 " ns %" PRIu64 " progress %" PRIu64 " signals %" PRIu64 "\n",
	       m->name, m->quanta, m->ns, progress, m->vm.vcpus[0].signals);
}

int main(int argc, char **argv)
{
	/* KVM_RUN returns all the same; what is written is not cut. */
	struct sigaction action = { .sa_handler = quantum_over, .sa_flags = SA_RESTART };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM };
	timer_t timer;
	unsigned long n;
	int i, ret = 0;

	output_must_be_written();
	argp_parse(&argp, argc, argv, 0, NULL, &o);
	reduce();
	one_cpu();
	set_up(&machines[0], "Neo", o.image[0]);
	set_up(&machines[1], "Morpheus", o.image[1]);
	sigaction(SIGALRM, &action, NULL);
	if (timer_create(CLOCK_MONOTONIC, &event, &timer))
		fatal("timer_create");
	for (n = 0; n < o.turns; n++) {
		if (!window(timer))
			break;
	}
	/* Where a guest has ended, its quantum has not: a late signal would find no VM. */
	timer_delete(timer);
	for (i = 0; i < 2; i++) {
		ret |= verify(&machines[i].vm, NULL, 0);
		print_machine(&machines[i]);
	}
	fflush(stdout);
	if (o.then && system(o.then))
		ret = 1;
	for (i = 0; i < 2; i++)
		vm_destroy(&machines[i].vm);
	return ret;
}
