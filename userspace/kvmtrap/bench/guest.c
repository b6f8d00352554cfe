// SPDX-License-Identifier: GPL-2.0-only
/*
 * guest.c - see guest.h. trapgen.c documents what it prints.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/guest.h"
#include "bench/kinds.h"
#include "util/capture.h"
#include "util/die.h"

/* trapgen's exit status if the host lacks what the program needs. */
#define LACKS		3
#define TRY_PASSES	100

char *guest_find_trapgen(void)
{
	/* Where a build leaves it, and where make install puts it. */
	static const char *const places[] = { "trapgen", "../lib/kvmtrap/trapgen" };
	char self[4096], *file;
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	unsigned int i;

	if (n <= 0)
		return NULL;
	self[n] = '\0';
	*strrchr(self, '/') = '\0';
	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		file = xasprintf("%s/%s", self, places[i]);
		if (!access(file, X_OK))
			return file;
		free(file);
	}
	return NULL;
}

static int run(const struct guest *g, unsigned int kind, unsigned int passes, char *text,
	       size_t size)
{
	char *number = xasprintf("%u", passes);
	char *argv[4] = { g->trapgen, (char *)bench_kinds[kind].program, number, NULL };
	int status = capture(argv, g->cpu, text, size);

	free(number);
	if (status > 0 && status != LACKS)
		die("%s %s ends with status %d: %s", g->trapgen, bench_kinds[kind].program, status,
		    last_line(text));
	return status;
}

/* Return the sum of KVM's counts of these exits. Before 5.14 they are the VM's. */
static uint64_t kvm_count(const char *text, unsigned int stats)
{
	unsigned long long value, sum = 0;
	char name[64];
	int i;

	for (; text; text = strchr(text, '\n')) {
		text += *text == '\n';
		if (sscanf(text, "vcpu %*u kvm %63s %llu", name, &value) != 2 &&
		    sscanf(text, "vm kvm %63s %llu", name, &value) != 2)
			continue;
		for (i = 0; i < NR_KVM_STATS; i++) {
			if (stats & 1u << i && !strcmp(name, kvm_stat_name[i]))
				sum += value;
		}
	}
	return sum;
}

enum guest_result guest_try(const struct guest *g, unsigned int kind, char *why, size_t size)
{
	unsigned int stats = bench_kinds[kind].stats ?: 1u << KVM_STAT_EXITS;
	char text[8192];
	uint64_t exits;
	int status = run(g, kind, TRY_PASSES, text, sizeof(text));

	if (status == CAPTURE_STOPPED)
		return GUEST_STOPPED;
	if (status == LACKS) {
		snprintf(why, size, "%s", last_line(text));
		return GUEST_IMPOSSIBLE;
	}
	/* A WFI may go on without an exit: because of an interrupt, or as KVM lets it. */
	exits = kvm_count(text, stats);
	if (exits < TRY_PASSES * 9 / 10) {
		snprintf(why, size, "only %llu of %d passes made such an exit",
			 (unsigned long long)exits, TRY_PASSES);
		return GUEST_IMPOSSIBLE;
	}
	return GUEST_DONE;
}

/*
 * Time a run, in time of the CPU: somebody else may use the CPU meanwhile. Return false if we are
 * asked to stop.
 */
static bool time_of(const struct guest *g, unsigned int kind, unsigned int passes, double *ns)
{
	unsigned long long value;
	char text[8192], *line;
	int status = run(g, kind, passes, text, sizeof(text));

	if (status == CAPTURE_STOPPED)
		return false;
	line = strstr(text, "\nvcpu 0 cpu_ns ");
	if (!line || sscanf(line, "\nvcpu 0 cpu_ns %llu", &value) != 1)
		die("%s %s tells no time: is it of this version?", g->trapgen,
		    bench_kinds[kind].program);
	*ns = value;
	return true;
}

bool guest_measure(const struct guest *g, unsigned int kind, double *ns)
{
	unsigned int passes = bench_passes(kind);
	double many, one;

	if (!time_of(g, kind, 1, &one) || !time_of(g, kind, passes, &many))
		return false;
	*ns = (many - one) / (passes - 1);
	return true;
}
