// SPDX-License-Identifier: GPL-2.0-only
/*
 * trapgen.c - the trap generator: run a guest program that causes an exactly known
 * number of exits, and print how many exits of which reason these are. The programs
 * are in arm64/programs.c and x86/programs.c.
 *
 * Output, one fact per line:
 *   pid PID
 *   turns N                        N threads ran all vCPUs in turn (--in-turn)
 *   cpu us TIME                    the CPU time of all its threads together
 *   vcpu ID expect REASON COUNT    exits that the program causes (without those by
 *                                  an interrupt of the host: IRQ, INTR)
 *   vcpu ID atleast REASON COUNT   page faults: when the host's memory moves
 *                                  meanwhile, KVM takes one again
 *   vcpu ID atmost REASON COUNT    WFI: when a host interrupt is pending, the
 *                                  CPU may go on without a trap; and what
 *                                  the table of programs says to be "atmost"
 *   vcpu ID expect lost COUNT      what KVM counts in its exits, and is none
 *   vcpu ID any                    nobody can foresee the exits of this program
 *   vcpu ID return REASON COUNT    the returns of KVM_RUN that this VMM saw, by
 *                                  KVM_EXIT_* number, SIGNAL or ERROR
 *   vcpu ID waits COUNT            of these of ERROR, how many ended a wait to be started,
 *                                  so that no exit caused them
 *   vcpu ID ns TIME                how long the program ran
 *   vcpu ID cpu_ns TIME            how long its thread had a CPU meanwhile
 *   vcpu ID tid TID                the thread that ran it last
 *   vcpu ID kvm NAME VALUE         KVM's statistics; "vm kvm ..." before 5.14
 *   before exits COUNT             KVM's count, of all VMs before the last (--vms)
 *   outlives PID errno ERRNO       the errno of that process's KVM_RUN
 *                                  (--outlive-owner)
 * Exit status: 0; 1 if the program did something else than it should, or broke down; 2 if it
 * could not be run, or the output not be written; 3 if the host lacks what it needs; 64 if the
 * command line is wrong.
 */
#include <argp.h>
#include <stdio.h>
#include <sys/auxv.h>

#include "lib/args.h"
#include "lib/image.h"
#include "trapgen/one_vm.h"
#include "trapgen/programs.h"

const char *argp_program_version = "trapgen (kvmtrapcount) " KVMTRAP_VERSION;

static struct options options = { .passes = 1, .vcpus = 1, .vms = 1, .hands = 1 };

/* The first one is a program, unless there is an image. The next one is the number of passes. */
static void take_argument(struct options *o, char *arg, struct argp_state *state)
{
	if (!o->program && !o->image) {
		o->program = program_find(arg);
		if (!o->program)
			argp_error(state, "no program '%s'; --list shows all", arg);
		return;
	}
	if (state->arg_num > (o->image ? 0 : 1))
		argp_error(state, "too many arguments");
	o->passes = number_arg(arg, 1ull << 40, "PASSES", state);
}

/* Refuse options that do not go together. */
static void check(const struct options *o, struct argp_state *state)
{
	const struct program *p = o->program;
	bool rotate = o->rotate_threads || o->rotate_processes;

	if (!p && !o->image && !o->list)
		argp_error(state, "name a program; --list shows all");
	if ((rotate || o->turn) && p && p->attend)
		argp_error(state,
			   "--rotate-threads, --rotate-processes, --in-turn: not for programs that need signals");
	if (rotate && o->turn)
		argp_error(state, "--in-turn: not with --rotate-threads, --rotate-processes");
	if (o->turn && p && p->vcpus > 1)
		argp_error(state, "--in-turn: not for programs whose vCPUs wait for each other");
	if (o->hands > 1 && !o->turn)
		argp_error(state, "--hands: only with --in-turn");
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *o = state->input;

	switch (key) {
	case 'c':
		o->vcpus = number_arg(arg, MAX_VCPUS, "--vcpus", state);
		return 0;
	case 'f':
		o->created = arg;
		return 0;
	case 't':
		o->then = arg;
		return 0;
	case 'm':
		o->vms = number_arg(arg, 1000000, "--vms", state);
		return 0;
	case 'h':
		o->rotate_threads = true;
		return 0;
	case 'y':
		o->rotate_threads = true;
		o->recycle_threads = true;
		return 0;
	case 'p':
		o->rotate_processes = true;
		return 0;
	case 'r':
		o->turn = number_arg(arg, 1000000, "--in-turn", state);
		return 0;
	case 'n':
		o->hands = number_arg(arg, MAX_HANDS, "--hands", state);
		return 0;
	case 'e':
		o->outlive = number_arg(arg, 3600, "--outlive-owner", state);
		return 0;
	case 'w':
		o->populate = true;
		return 0;
	case 's':
		fuzz_seed = number_arg(arg, UINT64_MAX, "--seed", state);
		return 0;
	case 'i':
		o->image = arg;
		return 0;
	case 'l':
		o->list = true;
		return 0;
	case ARGP_KEY_ARG:
		take_argument(o, arg, state);
		return 0;
	case ARGP_KEY_END:
		check(o, state);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option argp_options[] = {
	{ "vcpus", 'c', "N", 0, "N vCPUs, each runs the program by itself (1)" },
	{ "created", 'f', "COMMAND", 0, "Run COMMAND when the vCPUs are created, before they run" },
	{ "then", 't', "COMMAND", 0, "Run COMMAND when all are done, before the VM goes" },
	{ "vms", 'm', "N", 0, "Do it N times, each time in a new VM, and report the last (1)" },
	{ "rotate-threads", 'h', NULL, 0, "Use another thread for each KVM_RUN" },
	{ "recycle-threads", 'y', NULL, 0,
	  "The same, each when the kernel has freed the one before" },
	{ "rotate-processes", 'p', NULL, 0,
	  "Use another process, with the same memory, for each KVM_RUN; on x86 but for the first" },
	{ "in-turn", 'r', "N", 0, "One thread runs all vCPUs in turn, with N KVM_RUNs of each" },
	{ "hands", 'n', "N", 0, "With --in-turn: so many threads do this in turn (1)" },
	{ "outlive-owner", 'e', "SECONDS", 0,
	  "Leave a process behind that holds the VM open for so long" },
	{ "populate", 'w', NULL, 0,
	  "Have the guest's memory allocated before it runs: KVM may map several pages at one fault" },
	{ "seed", 's', "N", 0, "For fuzz: the seed of the random numbers" },
	{ "image", 'i', "FILE", 0,
	  "Run the flat binary FILE instead: " IMAGE_STATE },
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

	for (p = programs; p->name; p++) {
		uint64_t most = program_most(p, options.vcpus);

		printf("%-12s %s", p->name, p->help);
		if (p->vcpus)
			printf(" (wants %u vCPU%s)", p->vcpus, p->vcpus > 1 ? "s" : "");
		if (most)
			printf(" (at most %llu passes)", (unsigned long long)most);
		putchar('\n');
	}
}

int main(int argc, char **argv)
{
	static struct options *const o = &options;
	static struct vm vm;
	uint64_t n, most;
	int ret = 0;

	output_must_be_written();
	argp_parse(&argp, argc, argv, 0, NULL, o);
	if (o->list) {
		list();
		return 0;
	}
	most = o->program ? program_most(o->program, o->vcpus) : 0;
	if (most && o->passes > most) {
		fprintf(stderr, "trapgen: %s can do at most %llu passes\n",
			o->program->name, (unsigned long long)most);
		return 2;
	}
	if (o->program && o->program->vcpus && o->vcpus != o->program->vcpus) {
		fprintf(stderr, "trapgen: %s wants %u vCPU%s: say --vcpus=%u\n", o->program->name,
			o->program->vcpus, o->program->vcpus > 1 ? "s" : "", o->program->vcpus);
		return 2;
	}
	if (o->program && o->program->needs.name &&
	    !(getauxval(o->program->needs.type) & o->program->needs.bits))
		unsupported(o->program->needs.name);
	for (n = 1; n <= o->vms && !ret; n++)
		ret = one_vm(&vm, o, n == o->vms);
	return ret;
}
