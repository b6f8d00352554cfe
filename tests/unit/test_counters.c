// SPDX-License-Identifier: GPL-2.0-only
/* Sums over counters. Each reason is in exactly one class. */
#include "stats/counters.h"
#include "unit.h"

static void every_reason_in_one_class(void)
{
	u64 by_class[KVMTRAP_NR_CLASSES];
	int reason, class;

	for (reason = 0; reason < KVMTRAP_NR_REASONS; reason++) {
		struct counters c = { .to_user = 1 };
		u64 sum = 0;

		c.exits[reason] = 7;
		counters_by_class(&c, by_class);
		for (class = 0; class < KVMTRAP_NR_CLASSES; class++)
			sum += by_class[class];
		SAME(sum, 7, arm64_reasons[reason].name);
		SAME(counters_exits(&c), 7, arm64_reasons[reason].name);
	}
}

static void sums_add(void)
{
	struct counters a = { .exits[0x16] = 3, .exits[KVMTRAP_R_IRQ] = 4,
			      .returns[6] = 5, .to_user = 6, .lost = 1ull << 40 };
	struct counters sum = { .lost = 1 };

	count(&a.exits[0x16], 2);
	counters_add(&sum, &a);
	counters_add(&sum, &a);
	SAME(sum.exits[0x16], 10, "HVC");
	SAME(counters_exits(&sum), 18, "exits");
	SAME(counters_returns(&sum), 10, "returns");
	SAME(sum.to_user, 12, "to_user");
	SAME(sum.lost, (1ull << 41) + 1, "lost");
}

static const struct unit_case cases[] = {
	{ "every-reason-in-one-class", every_reason_in_one_class },
	{ "sums-add", sums_add },
};
UNIT_MAIN(cases)
