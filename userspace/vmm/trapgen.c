// SPDX-License-Identifier: GPL-2.0-only
/*
 * trapgen.c - the trap generator: run a guest program that causes an exactly
 * known number of exits, and say which.
 *
 * Output, one fact a line:
 *   pid PID
 *   vcpu ID expect REASON COUNT    exits the program causes (irq aside)
 *   vcpu ID atleast REASON COUNT   page faults: when the host's memory moves
 *                                  meanwhile, KVM takes one again
 *   vcpu ID atmost REASON COUNT    WFI: when a host interrupt is pending, the
 *                                  CPU may go on without a trap
 *   vcpu ID return REASON COUNT    KVM_RUN's returns, by KVM_EXIT_* number,
 *                                  SIGNAL or ERROR, as this VMM saw them
 *   vcpu ID ns TIME                how long the program ran
 *   vcpu ID kvm NAME VALUE         KVM's statistics; "vm kvm ..." before 5.14
 * Exit status: 0; 1 if the program went another way than it should; 2 if it
 * could not be run.
 */
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "programs.h"

const char *argp_program_version = "trapgen (kvmtrapcount) " KVMTRAP_VERSION;

static struct options {
	const struct program *program;
	uint64_t passes;
	unsigned int vcpus;
	const char *then, *image;
	bool list;
} options = { .passes = 1, .vcpus = 1 };

static uint64_t number(const char *text, uint64_t most, const char *what,
		       struct argp_state *state)
{
	char *end;
	uint64_t n;

	errno = 0;
	n = strtoull(text, &end, 0);
	if (errno || *end || end == text || *text == '-' || !n || n > most)
		argp_error(state, "%s must be a number from 1 to %llu, not '%s'",
			   what, (unsigned long long)most, text);
	return n;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *o = state->input;

	switch (key) {
	case 'c':
		o->vcpus = number(arg, MAX_VCPUS, "--vcpus", state);
		return 0;
	case 't':
		o->then = arg;
		return 0;
	case 'i':
		o->image = arg;
		return 0;
	case 'l':
		o->list = true;
		return 0;
	case ARGP_KEY_ARG:
		if (!o->program && !o->image) {
			o->program = program_find(arg);
			if (!o->program)
				argp_error(state, "no program '%s'; --list shows all", arg);
			return 0;
		}
		if (state->arg_num > 1)
			argp_error(state, "too many arguments");
		o->passes = number(arg, 1ull << 40, "PASSES", state);
		return 0;
	case ARGP_KEY_END:
		if (!o->program && !o->image && !o->list)
			argp_error(state, "name a program; --list shows all");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option argp_options[] = {
	{ "vcpus", 'c', "N", 0, "N vCPUs, each runs the program by itself (1)" },
	{ "then", 't', "COMMAND", 0, "Run COMMAND when all are done, before the VM goes" },
	{ "image", 'i', "FILE", 0,
	  "Run the flat binary FILE instead: at EL1, MMU off, entered at its start; "
	  "x19 PASSES, x20 the doorbell (a store ends it), x21 free RAM, x22 the page size" },
	{ "list", 'l', NULL, 0, "List the programs and what a pass of each does" },
	{ 0 }
};

static const struct argp argp = {
	argp_options, parse, "PROGRAM [PASSES]\n--image=FILE [PASSES]\n--list",
	"Cause exactly known numbers of guest exits, in a VM of its own."
};

static void list(void)
{
	const struct program *p;

	for (p = programs; p->name; p++)
		printf("%-10s %s\n", p->name, p->help);
}

static void load_image(struct vcpu *vcpu, const char *path)
{
	static char code[RAM_AREA + 1];
	FILE *f = fopen(path, "rb");
	size_t size;

	if (!f)
		fatal(path);
	size = fread(code, 1, sizeof(code), f);
	if (ferror(f))
		fatal(path);
	fclose(f);
	vm_load(vcpu, code, size, 0);
}

static void prepare(struct vcpu *vcpu, const struct options *o)
{
	uint64_t address = o->program ? o->program->address : 0;

	if (o->image)
		load_image(vcpu, o->image);
	else
		vm_load(vcpu, guests_begin, guests_end - guests_begin,
			o->program->code - guests_begin);
	vcpu_set_x(vcpu, 19, o->passes);
	vcpu_set_x(vcpu, 20, DOORBELL);
	vcpu_set_x(vcpu, 21, address ? address : vcpu_ram(vcpu) + RAM_AREA);
	vcpu_set_x(vcpu, 22, sysconf(_SC_PAGESIZE));
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
	if (p && p->setup)
		p->setup(vm, o->passes);
	for (i = 0; i < vm->nr_vcpus; i++)
		prepare(&vm->vcpus[i], o);
	vm_start(vm);
	if (p && p->attend)
		p->attend(vm, o->passes);
	vm_wait(vm);
}

static void print_expected(unsigned int vcpu, const char *reason, uint64_t n,
			   const char *how)
{
	if (!how && strstr(reason, "ABT_LOW"))
		how = "atleast";
	else if (!how && !strcmp(reason, "WFx"))
		how = "atmost";
	else if (!how)
		how = "expect";
	printf("vcpu %u %s %s %llu\n", vcpu, how, reason, (unsigned long long)n);
}

static void print_vcpu(const struct vcpu *vcpu, const struct options *o)
{
	const struct expectation *e = o->program ? o->program->expect : NULL;
	unsigned int i;

	if (e)
		print_expected(vcpu->id, "IABT_LOW", 1, NULL);
	for (; e && e->reason; e++)
		print_expected(vcpu->id, e->reason,
			       e->per_pass * o->passes + e->once, e->how);
	printf("vcpu %u ns %llu\n", vcpu->id, (unsigned long long)vcpu->ns);
	for (i = 0; i < 64; i++)
		if (vcpu->returns[i])
			printf("vcpu %u return %u %llu\n", vcpu->id, i,
			       (unsigned long long)vcpu->returns[i]);
	if (vcpu->signals)
		printf("vcpu %u return SIGNAL %llu\n", vcpu->id,
		       (unsigned long long)vcpu->signals);
	if (vcpu->errors)
		printf("vcpu %u return ERROR %llu\n", vcpu->id,
		       (unsigned long long)vcpu->errors);
}

/* What only this side of KVM can see: 0 if all went as the program should. */
static int verify(struct vm *vm, const struct options *o)
{
	uint64_t rung = 0;
	unsigned int i;
	int ret = 0;

	for (i = 0; i < vm->nr_vcpus; i++) {
		const struct vcpu *v = &vm->vcpus[i];

		if (v->failed) {
			fprintf(stderr, "trapgen: vCPU %u: KVM_RUN: %s\n", i,
				strerror(v->failed));
			ret = 1;
		}
	}
	if (vm->ioeventfd >= 0 &&
	    (read(vm->ioeventfd, &rung, sizeof(rung)) != sizeof(rung) ||
	     rung != o->passes * vm->nr_vcpus)) {
		fprintf(stderr, "trapgen: the eventfd was signalled %llu times\n",
			(unsigned long long)rung);
		ret = 1;
	}
	return ret;
}

int main(int argc, char **argv)
{
	static struct options *const o = &options;
	static struct vm vm;
	unsigned int i;
	int ret;

	argp_parse(&argp, argc, argv, 0, NULL, o);
	if (o->list) {
		list();
		return 0;
	}
	if (o->program && o->program->most && o->passes > o->program->most) {
		fprintf(stderr, "trapgen: %s can do at most %llu passes\n",
			o->program->name, (unsigned long long)o->program->most);
		return 2;
	}
	vm_create(&vm, o->vcpus);
	run(&vm, o);
	ret = verify(&vm, o);

	printf("pid %d\n", getpid());
	for (i = 0; i < vm.nr_vcpus; i++)
		print_vcpu(&vm.vcpus[i], o);
	stats_print(&vm);
	fflush(stdout);
	if (o->then) {
		int status = system(o->then);

		if (!ret && (!WIFEXITED(status) || WEXITSTATUS(status)))
			ret = 1;
	}
	vm_destroy(&vm);
	return ret;
}
