// SPDX-License-Identifier: GPL-2.0-only
/* Where time is booked, by a clock of 1 GHz: a tick is a nanosecond. */
#include <string.h>

#include "../../module/times.h"
#include "unit.h"

#define HZ	1000000000u

static u64 booked(const struct times *t)
{
	u64 sum = 0;
	int i;

	for (i = 0; i < TIME_STATES; i++)
		sum += t->ticks[i];
	return sum;
}

static void change(struct times *t, u64 at, u32 state, bool sample)
{
	unit_now = at;
	times_change(t, state, sample);
}

static const u32 vmm = TIME_VMM + KVMTRAP_RET_MMIO;

static void each_state_its_own(void)
{
	struct times t = {};
	u32 hvc, mmio;

	times_init(HZ);
	hvc = times_state_of[KVMTRAP_EC_HVC64];
	mmio = times_state_of[KVMTRAP_R_MMIO_USER];
	change(&t, 1000, TIME_ENTERING, false);
	change(&t, 1010, TIME_GUEST, true);
	change(&t, 1110, hvc, false);
	change(&t, 1310, TIME_GUEST, true);
	change(&t, 1311, times_state_of[KVMTRAP_EC_DABT_LOW], false);
	times_settle(&t, KVMTRAP_R_MMIO_USER);
	change(&t, 2311, vmm, true);
	change(&t, 9311, TIME_ENTERING, false);
	SAME(t.ticks[TIME_ENTERING], 10, "entering");
	SAME(t.ticks[TIME_GUEST], 101, "guest");
	SAME(t.ticks[STATE_INDEX(hvc)], 200, "HVC");
	SAME(t.ticks[STATE_INDEX(mmio)], 1000, "MMIO");
	SAME(t.ticks[vmm], 7000, "VMM");
	SAME(booked(&t), 9311 - 1000, "all");
	SAME(t.spread[KVMTRAP_CPU][0], 1, "below 256 ns");
	SAME(t.spread[KVMTRAP_IO][2], 1, "below 1024 ns");
}

static void buckets(void)
{
	static const struct { u64 ns; int bucket; } cases[] = {
		{ 0, 0 }, { 1, 0 }, { 255, 0 }, { 256, 1 }, { 511, 1 },
		{ 512, 2 }, { 2097151, 13 }, { 2097152, 14 }, { 1ull << 40, 14 },
	};
	unsigned int i;

	times_init(HZ);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct times t = {};

		change(&t, 5, times_state_of[KVMTRAP_R_IRQ], false);
		change(&t, 5 + cases[i].ns, TIME_GUEST, true);
		CHECK(t.spread[KVMTRAP_IRQ][cases[i].bucket] == 1, "%llu ns",
		      (unsigned long long)cases[i].ns);
	}
}

/* What is not the end of an exit, or of one that slept, is no sample. */
static void no_sample(void)
{
	static const struct times none;
	struct times t = {};

	times_init(HZ);
	change(&t, 10, times_state_of[KVMTRAP_EC_WFx], false);
	change(&t, 20, TIME_ASLEEP, false);
	change(&t, 30, TIME_GUEST, true);
	change(&t, 40, times_state_of[KVMTRAP_R_EL1_SERROR], false);
	change(&t, 50, TIME_GUEST, true);
	CHECK(!memcmp(t.spread, none.spread, sizeof(t.spread)), "no sample");
	SAME(booked(&t), 40, "all");
}

static void all_reasons_have_a_state(void)
{
	int i, rest = 0;

	times_init(HZ);
	for (i = 0; i < KVMTRAP_NR_REASONS; i++) {
		CHECK(times_handling(times_state_of[i]), "reason %d", i);
		if (kvmtrap_slot_of[i] == KVMTRAP_S_REST)
			rest++;
		else
			CHECK(!strcmp(kvmtrap_slots[kvmtrap_slot_of[i]].name,
				      kvmtrap_reasons[i].name), "reason %d", i);
		SAME(kvmtrap_slots[kvmtrap_slot_of[i]].class,
		     kvmtrap_reasons[i].class, kvmtrap_reasons[i].name);
	}
	SAME(rest, 64 - 27, "exception classes without a handler in KVM");
	CHECK(!times_handling(TIME_GUEST) && !times_handling(TIME_ENTERING) &&
	      !times_handling(TIME_VMM), "others handle no exit");
}

static void the_present_counts_too(void)
{
	struct times t = {};
	struct times_view v;

	times_init(HZ);
	times_view(&v, &t, true);
	SAME(v.present, 0, "before the first");
	change(&t, 100, TIME_GUEST, false);
	change(&t, 150, TIME_ASLEEP, false);
	unit_now = 1150;
	times_view(&v, &t, true);
	SAME(v.ticks[TIME_GUEST], 50, "guest");
	SAME(v.state, TIME_ASLEEP, "state");
	SAME(v.present, 1000, "asleep");
	times_view(&v, &t, false);
	SAME(v.present, 0, "of one that has ended");

	/* A reset at 1200: it is asleep still. */
	unit_now = 1300;
	times_reset(&t, 1200);
	times_view(&v, &t, true);
	SAME(v.ticks[TIME_GUEST], 0, "guest");
	SAME(v.present, 100, "asleep");
	change(&t, 1400, TIME_GUEST, true);
	SAME(t.ticks[TIME_ASLEEP], 200, "asleep since the reset");

	/* Not seen from 1400 to 2000: in no state. */
	t.last = 0;
	change(&t, 2000, vmm, false);
	change(&t, 2010, TIME_ENTERING, false);
	SAME(booked(&t), 210, "without what was not seen");
	unit_now = 2015;
	times_view(&v, &t, true);
	SAME(v.present, 5, "entering");
}

static void other_clocks(void)
{
	struct times t = {};

	times_init(62500000);
	SAME(times_ns(1), 16, "a tick of 62.5 MHz");
	SAME(times_ns(62500000ull * 86400 * 3650), 86400ull * 3650 * 1000000000, "ten years");
	change(&t, 7, times_state_of[KVMTRAP_EC_HVC64], false);
	change(&t, 7 + 100, TIME_GUEST, true);
	SAME(t.spread[KVMTRAP_CPU][3], 1, "1600 ns");
	times_init(54000000);
	SAME(times_ns(54), 1000, "54 ticks of 54 MHz");
}

static const struct unit_case cases[] = {
	{ "each-state-its-own", each_state_its_own },
	{ "buckets", buckets },
	{ "no-sample", no_sample },
	{ "all-reasons-have-a-state", all_reasons_have_a_state },
	{ "the-present-counts-too", the_present_counts_too },
	{ "other-clocks", other_clocks },
};
UNIT_MAIN(cases)
