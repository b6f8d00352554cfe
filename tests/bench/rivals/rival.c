// SPDX-License-Identifier: GPL-2.0-only
/*
 * rival.c - rival PROGRAM[,PROGRAM] COMMAND [ARGUMENT ...]: attach these programs of
 * rival.bpf.o, which is in the current folder, while COMMAND runs. Then print
 *
 *   exits   PROCESS NUMBER CLASS COUNT
 *   returns PROCESS NUMBER REASON COUNT
 *   lost    COUNT		no slot was free, or the kernel did not run the program
 *
 * With $LIBBPF_LOG_LEVEL set, libbpf tells what it does.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include "rival.h"

/* The kernel's own ENOTSUPP: it has no room for a call where fentry would put it. */
#define NO_ROOM	524

static void die(const char *name, const char *why)
{
	fprintf(stderr, "%s: %s\n", name, why);
	exit(1);
}

static bool is_named(const char *names, const char *name)
{
	size_t n = strlen(name);
	const char *at;

	for (at = strstr(names, name); at; at = strstr(at + n, name))
		if ((at == names || at[-1] == ',') && (!at[n] || at[n] == ','))
			return true;
	return false;
}

static void attach(struct bpf_object *object)
{
	struct bpf_program *p;

	bpf_object__for_each_program(p, object)
		if (bpf_program__autoload(p) && !bpf_program__attach(p))
			die(bpf_program__section_name(p),
			    errno == NO_ROOM ? "needs 6.4" : strerror(errno));
}

static int run(char **argv)
{
	int status;
	pid_t pid = fork();

	if (!pid) {
		execvp(argv[0], argv);
		perror(argv[0]);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		die(argv[0], strerror(errno));
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

static void print_counts(const char *what, const struct slot *s)
{
	int kind;

	for (kind = 0; kind < KINDS; kind++)
		if (s->count[kind])
			printf("%s %u %u %#x %llu\n", what, s->process, s->number, kind,
			       s->count[kind]);
}

/* Return the number of events that have no place in the table. */
static __u64 print_table(struct bpf_object *object)
{
	static struct table t;
	struct bpf_map *map = bpf_object__find_map_by_name(object, ".bss");
	int i, first = 0;

	if (bpf_map__lookup_elem(map, &first, sizeof(first), &t, sizeof(t), 0))
		die(bpf_map__name(map), strerror(errno));
	for (i = 0; i < SLOTS; i++) {
		print_counts("exits", &t.exits[i]);
		print_counts("returns", &t.returns[i]);
	}
	return t.full;
}

/* Each class has a number for each CPU. */
static void print_classes(struct bpf_object *object)
{
	struct bpf_map *map = bpf_object__find_map_by_name(object, "classes");
	int cpus = libbpf_num_possible_cpus(), kind, i;
	__u64 count[cpus];
	struct slot all = { };

	for (kind = 0; kind < KINDS; kind++) {
		if (bpf_map__lookup_elem(map, &kind, sizeof(kind), count, sizeof(count), 0))
			die(bpf_map__name(map), strerror(errno));
		for (i = 0; i < cpus; i++)
			all.count[kind] += count[i];
	}
	print_counts("exits", &all);
}

/* Return how often the kernel did not run a program, as it ran on this CPU already. */
static __u64 missed(struct bpf_object *object)
{
	struct bpf_program *p;
	__u64 sum = 0;

	bpf_object__for_each_program(p, object) {
		struct bpf_prog_info info = { };
		__u32 size = sizeof(info);

		if (!bpf_program__autoload(p))
			continue;
		if (bpf_prog_get_info_by_fd(bpf_program__fd(p), &info, &size))
			die(bpf_program__name(p), strerror(errno));
		sum += info.recursion_misses;
	}
	return sum;
}

static struct bpf_object *load(const char *names)
{
	struct bpf_object *object = bpf_object__open_file("rival.bpf.o", NULL);
	struct bpf_program *p;
	bool any = false;

	if (!object)
		die("rival.bpf.o", strerror(errno));
	bpf_object__for_each_program(p, object) {
		bool wanted = is_named(names, bpf_program__name(p));

		bpf_program__set_autoload(p, wanted);
		any |= wanted;
	}
	if (!any)
		die(names, "rival.bpf.o has no such program");
	/* The kernel has no address of a variable unless it keeps the names of all. */
	if (bpf_object__load(object))
		die(names, errno == ENOENT ? "needs CONFIG_KALLSYMS_ALL" : strerror(errno));
	return object;
}

int main(int argc, char **argv)
{
	struct bpf_object *object;
	__u64 full;
	int status;

	if (argc < 3) {
		fprintf(stderr, "usage: rival PROGRAM[,PROGRAM] COMMAND [ARGUMENT ...]\n");
		return 2;
	}
	if (!getenv("LIBBPF_LOG_LEVEL"))
		libbpf_set_print(NULL);
	object = load(argv[1]);
	attach(object);
	status = run(&argv[2]);
	full = print_table(object);
	print_classes(object);
	printf("lost %llu\n", full + missed(object));
	/* The kernel detaches what a process attached when the process ends. */
	return status;
}
