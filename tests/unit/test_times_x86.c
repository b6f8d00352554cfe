// SPDX-License-Identifier: GPL-2.0-only
/* As test_times.c, on x86: the rate of its clock is told in kHz. */
#include "stats/times.h"
#include "unit.h"

#define KHZ	2500000u

static void a_reader_stays_behind(void)
{
	struct times t = {};
	struct times_view v;

	tsc_khz = KHZ;
	times_init();
	unit_now = 1000;
	times_change(&t, TIME_GUEST, TIMES_SEEN);
	/* 10 us are 25000 ticks. */
	unit_now = 1000 + 25000;
	times_view(&v, &t, 0, 0);
	SAME(v.present, 0, "after 10 us");
	unit_now += 7;
	times_view(&v, &t, 0, 0);
	SAME(v.present, 7, "7 ticks later");
}

/* The kernel corrects the rate of the TSC after the module was loaded. */
static void the_rate_of_now(void)
{
	struct times t = {};

	tsc_khz = KHZ;
	times_init();
	unit_now = 1000;
	times_change(&t, TIME_GUEST, TIMES_SEEN);
	unit_now += 4000000;
	times_change(&t, TIME_HALTED, TIMES_SEEN);
	SAME(times_ns(t.ticks[TIME_GUEST]), 1600000, "at 2.5 GHz");
	tsc_khz = 2000000;
	SAME(times_ns(t.ticks[TIME_GUEST]), 2000000, "at 2 GHz, as it is now");
	arch_clock_tsc = false;
	SAME(times_ns(t.ticks[TIME_GUEST]), 4000000, "by the kernel's own clock");
	arch_clock_tsc = true;
}

/* 97 years: of 448 vCPUs that have ended it is 79 days. */
static void a_century_of_vcpus(void)
{
	tsc_khz = 3000000;
	times_init();
	SAME(times_ns(1ull << 63), (1ull << 63) / 3, "at 3 GHz");
	SAME(times_ns(-1000ull), 0, "the clock went back");
	tsc_khz = 900000;
	times_init();
	SAME(times_ns(1ull << 63), 0, "a quotient that does not fit");
}

/* With the reasons of VMX each histogram has the times of the reason that names it. */
static void histograms_of_vmx(void)
{
	unsigned int i;

	x86_codes_of_vmx();
	times_init();
	for (i = 0; i < KVMTRAP_NR_LATENCIES; i++) {
		unsigned int reason = arch_latency(i)->reason;
		struct times t;

		if (reason == KVMTRAP_NR_REASONS)
			continue;
		SAME(times_latency(&t, times_state_of[reason]) - t.latency, i,
		     arch_reason(reason)->name);
	}
}

static const struct unit_case cases[] = {
	{ "a-reader-stays-behind", a_reader_stays_behind },
	{ "the-rate-of-now", the_rate_of_now },
	{ "a-century-of-vcpus", a_century_of_vcpus },
	{ "histograms-of-vmx", histograms_of_vmx },
};
UNIT_MAIN(cases)
