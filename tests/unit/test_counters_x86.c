// SPDX-License-Identifier: GPL-2.0-only
/* Sums over counters on x86: ports are IO as well, and some exits are counted beside. */
#include "stats/counters.h"
#include "unit.h"

u64 x86_uncounted = 1;

static void io_by_who_answered(void)
{
	struct counters c = { .exits[KVMTRAP_R_PIO_USER] = 3, .exits[KVMTRAP_R_MMIO_USER] = 40,
			      .exits[KVMTRAP_R_PIO_KERNEL] = 500,
			      .exits[KVMTRAP_R_MMIO_KERNEL] = 6000,
			      .exits[KVMTRAP_SVM_AVIC_INCOMPLETE_IPI] = 70000,
			      .exits[KVMTRAP_SVM_NPF] = 800000 };
	u64 by_class[KVMTRAP_NR_CLASSES];

	SAME(counters_io(&c, KVMTRAP_IO_USER), 43, "io_user");
	SAME(counters_io(&c, KVMTRAP_IO_KERNEL), 76500, "io_kernel");
	counters_by_class(&c, by_class);
	SAME(by_class[KVMTRAP_IO], 76543, "io");
	SAME(by_class[KVMTRAP_MEM], 800000, "mem");
	SAME(counters_exits(&c), 876543, "exits");
}

static void counted_beside(void)
{
	struct counters c = { .exits[KVMTRAP_SVM_CPUID] = 5 }, sum = { .nested = 1 };

	counters_nested(&c, true);
	counters_nested(&c, false);
	counters_nested(&c, true);
	counters_unseen(&c, 7);
	counters_add(&sum, &c);
	SAME(sum.nested, 3, "nested");
	SAME(sum.exits[KVMTRAP_R_NOT_ENTERED], 7, "NOT_ENTERED");
	SAME(sum.lost, 0, "lost");
	SAME(counters_exits(&sum), 12, "exits");
}

/* Where KVM counts after it tells, a number that stays is of an entry that it did not count. */
static void entered_again(void)
{
	SAME(arch_is_reentered(7, 7), true, "the same number");
	SAME(arch_is_reentered(8, 7), false, "the next");
	SAME(arch_is_reentered(1, 7), false, "after somebody cleared it");
	x86_uncounted = 0;
	SAME(arch_is_reentered(7, 7), false, "where KVM counts first");
	x86_uncounted = 1;
}

/* Where KVM counts before it tells, what it counts besides is no exit. */
static void counted_by_mistake(void)
{
	struct counters c = { .exits[KVMTRAP_SVM_CPUID] = 5 };

	x86_uncounted = 0;
	counters_unseen(&c, 7);
	x86_uncounted = 1;
	SAME(c.exits[KVMTRAP_R_NOT_ENTERED], 0, "NOT_ENTERED");
	SAME(c.lost, 7, "lost");
	SAME(counters_exits(&c), 5, "exits");
}

static const struct unit_case cases[] = {
	{ "io-by-who-answered", io_by_who_answered },
	{ "counted-beside", counted_beside },
	{ "counted-by-mistake", counted_by_mistake },
	{ "entered-again", entered_again },
};
UNIT_MAIN(cases)
