// SPDX-License-Identifier: GPL-2.0-only
/* To which state time is added. The clock has 1 GHz: a tick is a nanosecond. */
#include <string.h>

#include "stats/times.h"
#include "unit.h"

#define HZ	1000000000u

static void clock_of(u32 hz)
{
	arch_clock_hz = hz;
	times_init();
}

static u64 booked(const struct times *t)
{
	u64 sum = 0;
	int i;

	for (i = 0; i < TIME_STATES; i++)
		sum += t->ticks[i];
	return sum;
}

static void change(struct times *t, u64 at, u32 state, enum times_how how)
{
	unit_now = at;
	times_change(t, state, how);
	SAME(t->seq & 1, 0, "no writer is at it");
}

static struct latency *histogram(struct times *t, unsigned int reason)
{
	return times_latency(t, times_state_of[reason]);
}

static const u32 vmm = TIME_VMM + KVMTRAP_RET_MMIO;

static void each_state_its_own(void)
{
	struct times t = {};
	u32 hvc, mmio;

	clock_of(HZ);
	hvc = times_state_of[KVMTRAP_EC_HVC64];
	mmio = times_state_of[KVMTRAP_R_MMIO_USER];
	change(&t, 1000, TIME_HALTED, TIMES_SEEN);
	change(&t, 1010, TIME_GUEST, TIMES_SAMPLE);
	change(&t, 1110, hvc, TIMES_SEEN);
	change(&t, 1310, TIME_GUEST, TIMES_SAMPLE);
	change(&t, 1311, times_state_of[KVMTRAP_EC_DABT_LOW], TIMES_SEEN);
	times_settle(&t, KVMTRAP_R_MMIO_USER);
	change(&t, 2311, vmm, TIMES_SAMPLE);
	change(&t, 9311, TIME_HALTED, TIMES_SEEN);
	SAME(t.ticks[TIME_HALTED], 10, "halted");
	SAME(t.ticks[TIME_GUEST], 101, "guest");
	SAME(t.ticks[STATE_INDEX(hvc)], 200, "HVC");
	SAME(t.ticks[STATE_INDEX(mmio)], 1000, "MMIO");
	SAME(t.ticks[vmm], 7000, "VMM");
	SAME(booked(&t), 9311 - 1000, "all");
	SAME(histogram(&t, KVMTRAP_EC_HVC64)->exits[0], 1, "below 256 ns");
	SAME(histogram(&t, KVMTRAP_R_MMIO_USER)->exits[4], 1, "from 768 to 1024 ns");
	SAME(histogram(&t, KVMTRAP_R_MMIO_USER)->longest, 1000, "the longest");
}

/* Each reason of these classes has a histogram, of its own or with the rest of its class. */
static void histograms_of_reasons(void)
{
	static const struct { unsigned int reason, histogram; } cases[] = {
		{ KVMTRAP_EC_WFx, 0 }, { KVMTRAP_EC_HVC64, 1 }, { KVMTRAP_EC_SYS64, 2 },
		{ KVMTRAP_EC_SMC64, 3 }, { KVMTRAP_EC_UNKNOWN, 3 }, { KVMTRAP_EC_DABT_LOW, 4 },
		{ KVMTRAP_EC_IABT_LOW, 5 }, { KVMTRAP_R_DABT_NOSLOT, 5 },
		{ KVMTRAP_R_MMIO_KERNEL, 6 }, { KVMTRAP_R_MMIO_USER, 7 }, { KVMTRAP_R_IRQ, 8 },
	};
	struct times t;
	unsigned int i;

	clock_of(HZ);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		SAME(histogram(&t, cases[i].reason) - t.latency, cases[i].histogram,
		     arm64_reasons[cases[i].reason].name);
	for (i = 0; i < KVMTRAP_NR_REASONS; i++) {
		bool has = STATE_LATENCY(times_state_of[i]);

		CHECK(has == (arm64_reasons[i].class <= KVMTRAP_IRQ), "reason %u", i);
		if (has)
			SAME(arch_latency(histogram(&t, i) - t.latency)->class,
			     arm64_reasons[i].class, arm64_reasons[i].name);
	}
}

/* Each bucket has the first and the last nanosecond of its own, at a clock of 1 GHz. */
static void buckets(void)
{
	static const struct { u64 ns; unsigned int bucket; } cases[] = {
		{ 0, 0 }, { 1, 0 }, { 255, 0 }, { 256, 1 }, { 383, 1 }, { 384, 2 }, { 511, 2 },
		{ 512, 3 }, { 767, 3 }, { 768, 4 }, { 1023, 4 }, { 1024, 5 }, { 1536, 6 },
		{ 1048575, 24 }, { 1048576, 25 }, { 536870912, 43 }, { 805306367, 43 },
		{ 805306368, 44 }, { 1000000000, 44 }, { 1073741823, 44 }, { 1073741824, 45 },
		{ 1610612736, 45 }, { 1ull << 40, 45 }, { ~0ull >> 1, 45 },
	};
	unsigned int i;

	clock_of(HZ);
	SAME(LATENCY_BUCKETS, 46, "buckets");
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct times t = {};
		const struct latency *l = histogram(&t, KVMTRAP_R_IRQ);

		change(&t, 5, times_state_of[KVMTRAP_R_IRQ], TIMES_SEEN);
		change(&t, 5 + cases[i].ns, TIME_GUEST, TIMES_SAMPLE);
		CHECK(l->exits[cases[i].bucket] == 1, "%llu ns", (unsigned long long)cases[i].ns);
		CHECK(l->longest == cases[i].ns, "%llu ns", (unsigned long long)cases[i].ns);
		CHECK(cases[i].ns >= LATENCY_FROM(cases[i].bucket), "from of %u", cases[i].bucket);
		CHECK(cases[i].bucket == 45 || cases[i].ns < LATENCY_FROM(cases[i].bucket + 1),
		      "below of %u", cases[i].bucket);
	}
	SAME(LATENCY_FROM(45), 1ull << 30, "where the last begins");
}

/* A shorter time does not make the longest shorter. A sum has the longest of both. */
static void the_longest(void)
{
	struct times a = {}, b = {};

	clock_of(HZ);
	change(&a, 1000, times_state_of[KVMTRAP_R_IRQ], TIMES_SEEN);
	change(&a, 4000, times_state_of[KVMTRAP_R_IRQ], TIMES_SAMPLE);
	change(&a, 4100, TIME_GUEST, TIMES_SAMPLE);
	SAME(histogram(&a, KVMTRAP_R_IRQ)->longest, 3000, "the longest");
	times_add(&b, &a);
	SAME(histogram(&b, KVMTRAP_R_IRQ)->longest, 3000, "of a sum");
	times_add(&b, &a);
	SAME(histogram(&b, KVMTRAP_R_IRQ)->longest, 3000, "which is no sum");
	SAME(histogram(&b, KVMTRAP_R_IRQ)->exits[0], 2, "of 100 ns");
	times_zero(&a);
	times_begin_at(&a, 5000);
	SAME(histogram(&a, KVMTRAP_R_IRQ)->longest, 0, "after a reset");
}

/* What is not the end of an exit, or of one that slept, is no sample. */
static void no_sample(void)
{
	static const struct times none;
	struct times t = {};

	clock_of(HZ);
	change(&t, 10, times_state_of[KVMTRAP_EC_WFx], TIMES_SEEN);
	change(&t, 20, TIME_HALTED, TIMES_SEEN);
	change(&t, 30, TIME_GUEST, TIMES_SAMPLE);
	change(&t, 40, times_state_of[KVMTRAP_R_EL1_SERROR], TIMES_SEEN);
	change(&t, 50, TIME_GUEST, TIMES_SAMPLE);
	CHECK(!memcmp(t.latency, none.latency, sizeof(t.latency)), "no sample");
	SAME(booked(&t), 40, "all");
}

static void all_reasons_have_a_state(void)
{
	int i, rest = 0;

	clock_of(HZ);
	for (i = 0; i < KVMTRAP_NR_REASONS; i++) {
		CHECK(times_handling(times_state_of[i]), "reason %d", i);
		if (arm64_handling_of[i] == KVMTRAP_H_REST)
			rest++;
		else
			CHECK(!strcmp(arm64_handlings[arm64_handling_of[i]].name,
				      arm64_reasons[i].name), "reason %d", i);
		SAME(arm64_handlings[arm64_handling_of[i]].class,
		     arm64_reasons[i].class, arm64_reasons[i].name);
	}
	SAME(rest, 64 - 27, "exception classes without a handler in KVM");
	CHECK(!times_handling(TIME_GUEST) && !times_handling(TIME_HALTED) &&
	      !times_handling(TIME_VMM), "others handle no exit");
}

/* A reader stays 10 us behind. */
#define BEHIND	10000

static void the_present_counts_too(void)
{
	struct times t = {};
	struct times_view v;

	clock_of(HZ);
	times_view(&v, &t, 0, 0);
	SAME(v.present, 0, "before the first");
	CHECK(!v.known, "before the first");
	change(&t, 100, TIME_GUEST, TIMES_SEEN);
	change(&t, 150, TIME_HALTED, TIMES_SEEN);
	unit_now = 1150 + BEHIND;
	times_view(&v, &t, 0, 0);
	SAME(v.ticks[TIME_GUEST], 50, "guest");
	SAME(v.state, TIME_HALTED, "state");
	SAME(v.present, 1000, "asleep");
	CHECK(v.known, "asleep");
	unit_now = 140 + BEHIND;
	times_view(&v, &t, 0, 0);
	SAME(v.present, 0, "in a state that began within what a reader is behind");
	CHECK(v.known, "and yet it is in it");

	/* The vCPU was paused at 700, and was not seen since. */
	unit_now = 1150 + BEHIND;
	times_view(&v, &t, 0, 700);
	SAME(v.present, 550, "asleep until it was paused");
	CHECK(!v.known, "paused");

	/* The vCPU was reset at 1200, and was not seen since. */
	unit_now = 1300 + BEHIND;
	times_view(&v, &t, 1200, 0);
	SAME(v.ticks[TIME_GUEST], 0, "guest");
	SAME(v.present, 100, "asleep since the reset");
	times_view(&v, &t, 1200, 1100);
	SAME(v.present, 0, "paused before the reset");
}

static void reset_and_stop(void)
{
	struct times t = {};

	clock_of(HZ);
	change(&t, 100, TIME_GUEST, TIMES_SEEN);
	change(&t, 150, TIME_HALTED, TIMES_UNSURE);
	SAME(t.unsure, 50, "unsure");
	times_zero(&t);
	times_begin_at(&t, 1200);
	SAME(booked(&t), 0, "after the reset");
	SAME(t.unsure, 0, "after the reset");
	change(&t, 1400, TIME_GUEST, TIMES_SAMPLE);
	SAME(t.ticks[TIME_HALTED], 200, "asleep since the reset");

	/* A reset before the last change: an exit came in between. */
	times_zero(&t);
	times_begin_at(&t, 1300);
	change(&t, 1450, TIME_GUEST, TIMES_SAMPLE);
	SAME(t.ticks[TIME_GUEST], 50, "not what was before");

	/* Paused at 1500 and seen again at 2000: in no state in between. */
	times_stop(&t, 1500);
	SAME(t.ticks[TIME_GUEST], 100, "until it was paused");
	change(&t, 2000, vmm, TIMES_SEEN);
	change(&t, 2010, TIME_HALTED, TIMES_SEEN);
	SAME(booked(&t), 110, "without what was not seen");

	/* Paused before the last change: no time is added twice. */
	times_stop(&t, 2005);
	SAME(booked(&t), 110, "no more");
}

/* Time in which something was missed is added to the state before, and to `unsure`. */
static void unsure(void)
{
	static const struct times none;
	struct times t = {};

	clock_of(HZ);
	change(&t, 10, times_state_of[KVMTRAP_EC_HVC64], TIMES_UNSURE);
	SAME(t.unsure, 0, "nothing is known before the first change");
	change(&t, 500, TIME_GUEST, TIMES_UNSURE);
	SAME(t.unsure, 490, "unsure");
	SAME(booked(&t), 490, "all");
	CHECK(!memcmp(t.latency, none.latency, sizeof(t.latency)), "no sample");
}

/* One exit takes 5 hours at 1 GHz, and no product overflows. */
static void very_long(void)
{
	struct times t = {};

	clock_of(HZ);
	change(&t, 5, times_state_of[KVMTRAP_R_IRQ], TIMES_SEEN);
	change(&t, 5 + 5 * 3600ull * HZ, TIME_GUEST, TIMES_SAMPLE);
	SAME(histogram(&t, KVMTRAP_R_IRQ)->exits[45], 1, "the last bucket");
	clock_of(24000000);
	t = (struct times) {};
	change(&t, 5, times_state_of[KVMTRAP_R_IRQ], TIMES_SEEN);
	change(&t, 5 + 24000000ull * 3600 * 5 + 7, TIME_GUEST, TIMES_SAMPLE);
	SAME(histogram(&t, KVMTRAP_R_IRQ)->exits[45], 1, "the last bucket at 24 MHz");
}

/*
 * The kernel's own clock may go back by some ticks, and any clock when the host has slept:
 * nothing seems to have taken for ever, and no division overflows.
 */
static void the_clock_goes_back(void)
{
	struct times t = {};

	clock_of(HZ / 2);
	change(&t, 1000, times_state_of[KVMTRAP_R_IRQ], TIMES_SEEN);
	change(&t, 995, TIME_GUEST, TIMES_SAMPLE);
	SAME(histogram(&t, KVMTRAP_R_IRQ)->exits[0], 1, "below 256 ns");
	SAME(histogram(&t, KVMTRAP_R_IRQ)->longest, 0, "the longest");
	SAME(times_ns(t.ticks[STATE_INDEX(times_state_of[KVMTRAP_R_IRQ])]), 0, "handling");
	change(&t, 2000, times_state_of[KVMTRAP_R_IRQ], TIMES_SEEN);
	SAME(booked(&t), 1000, "all");
	change(&t, 2040, TIME_GUEST, TIMES_SAMPLE);
	SAME(histogram(&t, KVMTRAP_R_IRQ)->longest, 40, "the longest that was not negative");
}

static void a_reader_sees_a_writer(void)
{
	struct times t = {};
	u32 seq, writing;

	clock_of(HZ);
	change(&t, 5, TIME_GUEST, TIMES_SEEN);
	seq = times_read_begin(&t);
	CHECK(!times_read_retry(&t, seq), "nobody wrote");
	change(&t, 6, TIME_HALTED, TIMES_SEEN);
	CHECK(times_read_retry(&t, seq), "somebody wrote");
	seq = times_read_begin(&t);
	writing = times_write_begin(&t);
	CHECK(times_read_retry(&t, seq), "somebody is writing");
	times_write_end(&t, writing);
	CHECK(times_read_retry(&t, seq), "somebody has written");
}

/* clock_is_read() is called wherever the clock is read. */
static struct times *watched;
static unsigned int reads, kept_out;

static void clock_is_read(void)
{
	reads++;
	kept_out += watched->seq & 1;
}

/* Otherwise a reader could be ahead of the time that the writer is about to add. */
static void no_reader_while_the_clock_is_read(void)
{
	struct times t = {};

	clock_of(HZ);
	watched = &t;
	unit_clock_is_read = clock_is_read;
	times_change(&t, TIME_GUEST, TIMES_SEEN);
	times_change(&t, TIME_HALTED, TIMES_SEEN);
	times_next(&t, TIME_GUEST, false);
	times_end(&t, TIMES_SEEN);
	unit_clock_is_read = NULL;
	SAME(reads, 4, "readings of the clock");
	SAME(kept_out, 4, "of them with readers kept out");
}

static void other_clocks(void)
{
	struct times t = {};

	clock_of(62500000);
	SAME(times_ns(1), 16, "a tick of 62.5 MHz");
	SAME(times_ns(62500000ull * 86400 * 3650), 86400ull * 3650 * 1000000000, "ten years");
	change(&t, 7, times_state_of[KVMTRAP_EC_HVC64], TIMES_SEEN);
	change(&t, 7 + 100, TIME_GUEST, TIMES_SAMPLE);
	SAME(histogram(&t, KVMTRAP_EC_HVC64)->exits[6], 1, "1600 ns");
	clock_of(54000000);
	SAME(times_ns(54), 1000, "54 ticks of 54 MHz");
}

static const struct unit_case cases[] = {
	{ "each-state-its-own", each_state_its_own },
	{ "histograms-of-reasons", histograms_of_reasons },
	{ "buckets", buckets },
	{ "the-longest", the_longest },
	{ "no-sample", no_sample },
	{ "all-reasons-have-a-state", all_reasons_have_a_state },
	{ "the-present-counts-too", the_present_counts_too },
	{ "reset-and-stop", reset_and_stop },
	{ "unsure", unsure },
	{ "very-long", very_long },
	{ "the-clock-goes-back", the_clock_goes_back },
	{ "a-reader-sees-a-writer", a_reader_sees_a_writer },
	{ "no-reader-while-the-clock-is-read", no_reader_while_the_clock_is_read },
	{ "other-clocks", other_clocks },
};
UNIT_MAIN(cases)
