// SPDX-License-Identifier: GPL-2.0-only
/* What kvmtrap bench makes of its measurements. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/load.h"
#include "bench/stats.h"
#include "unit.h"

static void near(double got, double want, const char *what)
{
	CHECK(fabs(got - want) * 1e9 < 1, "%s is %.12g, expected %.12g", what, got, want);
}

static void median(void)
{
	double one[] = { 7 }, odd[] = { 9, -1, 4 }, even[] = { 8, 1, 3, 6 };

	near(stats_median(one, 1), 7, "of one");
	near(stats_median(odd, 3), 4, "of three");
	near(stats_median(even, 4), 4.5, "of four");
	near(even[3], 8, "the last, sorted");
}

/* The rank of the lower end, counted from 1, as tables of the sign test have it for 95 %. */
static const struct {
	size_t n, rank;
} ranks[] = {
	{ 6, 1 }, { 8, 1 }, { 9, 2 }, { 11, 2 }, { 12, 3 }, { 15, 4 }, { 20, 6 }, { 25, 8 },
	{ 30, 10 }, { 40, 14 }, { 50, 18 }, { 100, 40 },
};

static void interval(void)
{
	unsigned int i, j;
	double x[100];

	for (i = 0; i < sizeof(ranks) / sizeof(ranks[0]); i++) {
		size_t n = ranks[i].n;
		struct estimate e;

		for (j = 0; j < n; j++)
			x[j] = (j * 7 + 3) % n + 1;
		/* 7 divides none of these numbers: the values are 1 to n. */
		e = stats_estimate(x, n);
		near(e.value, (n + 1) / 2.0, "the median");
		near(e.low, ranks[i].rank, "the lower end");
		near(e.high, n + 1 - ranks[i].rank, "the upper end");
	}
}

static void of_many(void)
{
	static double x[10000];
	struct estimate e;
	unsigned int i;

	for (i = 0; i < 10000; i++)
		x[i] = i + 1;
	e = stats_estimate(x, 10000);
	/* The normal distribution: 5000 - 1.96 * 50. */
	near(e.low, 4902, "the lower end of 10000");
	near(e.high, 5099, "the upper end of 10000");
}

static void verdict(void)
{
	SAME(stats_verdict(&(struct estimate){ 10, 8, 13 }), STATS_COSTS, "10 in 8..13");
	SAME(stats_verdict(&(struct estimate){ -10, -13, -8 }), STATS_SAVES, "-10 in -13..-8");
	SAME(stats_verdict(&(struct estimate){ 10, 5, 15 }), STATS_UNCLEAR, "10 in 5..15");
	SAME(stats_verdict(&(struct estimate){ 10, 5.5, 15 }), STATS_COSTS, "10 in 5.5..15");
	SAME(stats_verdict(&(struct estimate){ 1, -3, 4 }), STATS_UNCLEAR, "1 in -3..4");
	SAME(stats_verdict(&(struct estimate){ 0, 0, 0 }), STATS_UNCLEAR, "nothing");
	near(stats_percent(24, 800), 3, "24 of 800");
	near(stats_percent(-8, 800), -1, "-8 of 800");
	near(stats_percent(24, 0), 0, "24 of nothing");
}

static int kind(const char *reason)
{
	int n = bench_kind_find(reason);

	CHECK(n >= 0, "no %s", reason);
	return n < 0 ? 0 : n;
}

static void know(struct added *a, const char *reason, double value)
{
	a->known[kind(reason)] = true;
	a->ns[kind(reason)] = (struct estimate){ value, value - 10, value + 10 };
}

static void load(void)
{
	/* 300 of these 1000 exits are of no kind that KVM tells. */
	static const double rate[NR_KVM_STATS] = {
		[KVM_STAT_EXITS] = 1000, [KVM_STAT_HVC] = 100, [KVM_STAT_WFI] = 150,
		[KVM_STAT_WFE] = 50, [KVM_STAT_MMIO_KERNEL] = 0, [KVM_STAT_MMIO_USER] = 400,
	};
	struct added a = { 0 };
	struct estimate e;

	know(&a, "HVC64", 100);
	know(&a, "WFx", 200);
	know(&a, "DABT_LOW", 400);
	know(&a, "MMIO_KERNEL", 300);
	know(&a, "MMIO_USER", 5000);
	e = load_percent(rate, &a);
	/* 100 * 100 + 200 * 200 + 400 * 5000 + 300 * 400 = 2170000 ns in each second. */
	near(e.value, 0.217, "percent");
	near(e.low, 0.216, "percent, at least");
	near(e.high, 0.218, "percent, at most");

	/* What is not known is taken for the dearest of which KVM_RUN does not return. */
	memset(&a, 0, sizeof(a));
	know(&a, "hvc64", 100);
	know(&a, "MMIO_USER", 5000);
	near(load_percent(rate, &a).value, (600 * 100 + 400 * 5000) / 1e7, "percent of two");
	memset(&a, 0, sizeof(a));
	know(&a, "MMIO_USER", 5000);
	near(load_percent(rate, &a).value, 1000 * 5000 / 1e7, "percent of one");
	memset(&a, 0, sizeof(a));
	know(&a, "HVC64", 100);
	know(&a, "DABT_LOW", -50);
	near(load_percent(rate, &a).value, 1000 * 100 / 1e7, "percent where one saves");
}

/* Of these 1000 exits KVM tells 350. Port IO is charged as that of the VMM. */
static void shadowed_on_x86(void)
{
	bench_choose_arch(ARCH_X86, false, false);
	SAME(bench_kind_find("PF_EXCP"), 2, "PF_EXCP");
	bench_choose_arch(ARCH_ARM64, false, true);
}

static void load_on_x86(void)
{
	static const double rate[NR_KVM_STATS] = {
		[KVM_STAT_EXITS] = 1000, [KVM_STAT_HYPERCALLS] = 100, [KVM_STAT_IO] = 50,
		[KVM_STAT_MMIO] = 200,
	};
	struct added a = { 0 };

	bench_choose_arch(ARCH_X86, false, true);
	know(&a, "VMMCALL", 100);
	know(&a, "MSR", 200);
	know(&a, "NPF", 600);
	know(&a, "PIO_USER", 3000);
	know(&a, "MMIO_KERNEL", 500);
	know(&a, "MMIO_USER", 5000);
	near(load_percent(rate, &a).value,
	     (100 * 100 + 50 * 3000 + 200 * 5000 + 650 * 600) / 1e7, "percent");
	SAME(bench_kind_find("HVC64"), -1, "HVC64");
	SAME(bench_has_attach(0), true, bench_attach[0]);
	SAME(bench_has_attach(1), false, bench_attach[1]);
	bench_choose_arch(ARCH_X86, true, true);
	SAME(bench_kind_find("VMCALL"), 0, "VMCALL");
	SAME(bench_kind_find("MSR_READ"), 1, "MSR_READ");
	SAME(bench_kind_find("EPT_VIOLATION"), 2, "EPT_VIOLATION");
	SAME(bench_kind_find("VMMCALL"), -1, "VMMCALL");
	bench_choose_arch(ARCH_ARM64, false, true);
	SAME(bench_kind_find("VMMCALL"), -1, "VMMCALL");
	SAME(bench_has_attach(1), true, bench_attach[1]);
}

static void parts_ahead(void)
{
	static const double rate[NR_KVM_STATS] = {
		[KVM_STAT_EXITS] = 1000, [KVM_STAT_HVC] = 1001,
	};
	struct added a = { 0 };

	know(&a, "HVC64", 100);
	near(load_percent(rate, &a).value, 1001 * 100 / 1e7, "percent");
}

static struct kvm_vm vm(char *folder, uint64_t exits, uint64_t hvc)
{
	return (struct kvm_vm){ folder, "7", "web", { [KVM_STAT_EXITS] = exits,
						      [KVM_STAT_HVC] = hvc } };
}

static void rates(void)
{
	struct kvm_vm before[] = { vm("7-11", 500, 5), vm("8-11", 9, 0), vm("9-11", 50, 0) };
	struct kvm_vm after[] = { vm("6-11", 77, 0), vm("7-11", 900, 105), vm("9-11", 49, 0) };
	struct kvm_vms a = { before, 3, 1000000000 }, b = { after, 3, 3000000000 };
	struct vm_rates r;

	rates_between(&r, &a, &b);
	/* 6-11 is new, 8-11 is gone, 9-11 is another one. */
	SAME(r.n, 1, "VMs");
	near(r.vm[0].per_second[KVM_STAT_EXITS], 200, "exits per second");
	near(r.vm[0].per_second[KVM_STAT_HVC], 50, "HVC per second");
	near(r.vm[0].per_second[KVM_STAT_WFI], 0, "WFI per second");
	CHECK(!strcmp(r.vm[0].name, "web") && !strcmp(r.vm[0].pid, "7"), "%s", r.vm[0].name);
	rates_free(&r);
}

static const struct unit_case unit_cases[] = {
	{ "median", median },
	{ "interval", interval },
	{ "of-many", of_many },
	{ "verdict", verdict },
	{ "load", load },
	{ "load-on-x86", load_on_x86 },
	{ "shadowed-on-x86", shadowed_on_x86 },
	{ "parts-ahead", parts_ahead },
	{ "rates", rates },
};
UNIT_MAIN(unit_cases)
