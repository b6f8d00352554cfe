// SPDX-License-Identifier: GPL-2.0-only
/* As test_times.c, on x86: the rate of its clock is told in kHz. */
#include "stats/times.h"
#include "unit.h"

#define KHZ	2500000u

u32 arch_clock_rate;

static void a_reader_stays_behind(void)
{
	struct times t = {};
	struct times_view v;

	times_init(KHZ);
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

static const struct unit_case cases[] = {
	{ "a-reader-stays-behind", a_reader_stays_behind },
};
UNIT_MAIN(cases)
