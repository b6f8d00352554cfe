// SPDX-License-Identifier: GPL-2.0-only
/*
 * kinds.c - see kinds.h.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "bench/kinds.h"
#include "util/die.h"

#define BIT(stat)	(1u << KVM_STAT_##stat)

/* Each measurement takes some milliseconds, so that many short rounds alternate. */
static const struct bench_kind kinds_of[NR_ARCHS][BENCH_KINDS] = {
	[ARCH_ARM64] = {
		{ "cpu", "HVC64", "hvc", 5000, BIT(HVC), false },
		{ "cpu", "WFx", "pending", 5000, BIT(WFI) | BIT(WFE), false },
		{ "mem", "DABT_LOW", "touch", 0, 0, false },
		{ "io", "MMIO_KERNEL", "gic", 5000, BIT(MMIO_KERNEL), false },
		{ "io", "MMIO_USER", "store", 2000, BIT(MMIO_USER), true },
	},
	[ARCH_X86] = {
		{ "cpu", "VMMCALL", "hvc", 5000, BIT(HYPERCALLS), false },
		{ "cpu", "MSR", "sysreg", 5000, 0, false },
		{ "mem", "NPF", "touch", 0, 0, false },
		/* KVM's count is of all ports: who answers does not matter to it. */
		{ "io", "PIO_USER", "out", 2000, BIT(IO), true },
		{ "io", "MMIO_KERNEL", "gic", 5000, 0, false },
		{ "io", "MMIO_USER", "store", 2000, BIT(MMIO), true },
	},
};

const struct bench_kind *bench_kinds = kinds_of[ARCH_ARM64];

/* The table has AMD's names. */
static const struct {
	const char *amd, *intel;
} names[] = {
	{ "VMMCALL", "VMCALL" }, { "MSR", "MSR_READ" }, { "NPF", "EPT_VIOLATION" },
};

static const char *name_of(const char *amd, bool intel, bool nested_paging)
{
	size_t i;

	if (!strcmp(amd, "NPF") && !nested_paging)
		return "PF_EXCP";
	for (i = 0; intel && i < sizeof(names) / sizeof(names[0]); i++) {
		if (!strcmp(names[i].amd, amd))
			return names[i].intel;
	}
	return amd;
}

void bench_choose_arch(enum architecture arch, bool intel, bool nested_paging)
{
	static struct bench_kind kinds[BENCH_KINDS];
	int i;

	bench_kinds = kinds_of[arch];
	if (arch != ARCH_X86)
		return;
	memcpy(kinds, kinds_of[arch], sizeof(kinds));
	for (i = 0; i < BENCH_KINDS; i++)
		kinds[i].reason = name_of(kinds[i].reason, intel, nested_paging);
	bench_kinds = kinds;
}

char *bench_reasons(void)
{
	char *list = xasprintf("%s", bench_kinds[0].reason), *more;
	int i;

	for (i = 1; i < BENCH_KINDS && bench_kinds[i].reason; i++) {
		more = xasprintf("%s,%s", list, bench_kinds[i].reason);
		free(list);
		list = more;
	}
	return list;
}

const char *const bench_attach[BENCH_ATTACH] = { "tracepoint", "kretprobe" };

#define SETTINGS(attach) {						\
	{ "attach=" attach, false, false },				\
	{ "attach=" attach " times=1", true, false },			\
	{ "attach=" attach " times=1 hot=1", true, true },		\
}

const struct bench_setting bench_settings[BENCH_ATTACH][BENCH_PER] = {
	SETTINGS("tracepoint"), SETTINGS("kretprobe"),
};

/* The return probe is arm64's. */
bool bench_has_attach(unsigned int attach)
{
	return bench_kinds == kinds_of[ARCH_ARM64] || strcmp(bench_attach[attach], "kretprobe");
}

unsigned int bench_passes(unsigned int kind)
{
	return bench_kinds[kind].passes ?: (16u << 20) / sysconf(_SC_PAGESIZE);
}

int bench_kind_find(const char *reason)
{
	int i;

	for (i = 0; i < BENCH_KINDS && bench_kinds[i].reason; i++) {
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
