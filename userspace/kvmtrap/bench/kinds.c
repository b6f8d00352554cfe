// SPDX-License-Identifier: GPL-2.0-only
/*
 * kinds.c - see kinds.h.
 */
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "bench/kinds.h"

#define BIT(stat)	(1u << KVM_STAT_##stat)

/* Each measurement takes some milliseconds, so that many short rounds alternate. */
const struct bench_kind bench_kinds[BENCH_KINDS] = {
	{ "cpu", "HVC64", "hvc", 5000, BIT(HVC) },
	{ "cpu", "WFx", "pending", 5000, BIT(WFI) | BIT(WFE) },
	{ "mem", "DABT_LOW", "touch", 0, 0 },
	{ "io", "MMIO_KERNEL", "gic", 5000, BIT(MMIO_KERNEL) },
	{ "io", "MMIO_USER", "store", 2000, BIT(MMIO_USER), true },
};

const char *const bench_attach[BENCH_ATTACH] = { "tracepoint", "kretprobe" };

#define SETTINGS(attach) {						\
	{ "attach=" attach, false, false },				\
	{ "attach=" attach " times=1", true, false },			\
	{ "attach=" attach " times=1 hot=1", true, true },		\
}

const struct bench_setting bench_settings[BENCH_ATTACH][BENCH_PER] = {
	SETTINGS("tracepoint"), SETTINGS("kretprobe"),
};

unsigned int bench_passes(unsigned int kind)
{
	return bench_kinds[kind].passes ?: (16u << 20) / sysconf(_SC_PAGESIZE);
}

int bench_kind_find(const char *reason)
{
	int i;

	for (i = 0; i < BENCH_KINDS; i++) {
		if (!strcasecmp(reason, bench_kinds[i].reason))
			return i;
	}
	return -1;
}

int bench_attach_find(const char *name)
{
	int i;

	for (i = 0; i < BENCH_ATTACH; i++) {
		if (!strcmp(name, bench_attach[i]))
			return i;
	}
	return -1;
}
