// SPDX-License-Identifier: GPL-2.0-only
/* What a guest trapped on: keys, names, and a table with exact counts. */
#include <stdlib.h>
#include <string.h>

#include <linux/bitops.h>

#include "stats/hot.h"
#include "unit.h"

#define ISV	BIT(24)
#define SAS(n)	((u64)(n) << 22)
#define LST(n)	((u64)(n) << 11)
#define WNR	BIT(6)
#define WALK	BIT(7)

static u64 esr(unsigned int ec, u64 iss)
{
	return (u64)ec << 26 | 0x2000000 | iss;
}

/* Return the syndrome of a trapped MSR or MRS with register 7 (ISS of the Arm ARM). */
static u64 sys(u32 op0, u32 op1, u32 crn, u32 crm, u32 op2, bool read)
{
	return esr(0x18, op0 << 20 | op2 << 17 | op1 << 14 | crn << 10 |
			 7 << 5 | crm << 1 | read);
}

static const struct {
	enum kvmtrap_reason reason;
	u64 esr, ipa, x0;
	enum hot_kind kind;
	const char *name, *how;
} cases[] = {
#define SYS KVMTRAP_EC_SYS64
#define ROW(op0, op1, crn, crm, op2, read, name) \
	{ SYS, 1, (op0) | (op1) << 4 | (crn) << 8 | (crm) << 12 | (op2) << 16, read, \
	  HOT_SYSREG, name, (read) ? "read" : "write" }
	ROW(3, 0, 0, 4, 0, 1, "ID_AA64PFR0_EL1"),
	ROW(3, 0, 12, 11, 5, 0, "ICC_SGI1R_EL1"),
	ROW(2, 0, 1, 0, 4, 0, "OSLAR_EL1"),
	ROW(2, 0, 0, 5, 5, 1, "DBGBCR5_EL1"),
	ROW(2, 0, 0, 15, 6, 1, "DBGWVR15_EL1"),
	ROW(2, 0, 0, 2, 2, 1, "MDSCR_EL1"),
	ROW(3, 3, 9, 12, 0, 1, "PMCR_EL0"),
	ROW(3, 3, 14, 9, 2, 1, "PMEVCNTR10_EL0"),
	ROW(3, 3, 14, 15, 6, 0, "PMEVTYPER30_EL0"),
	ROW(3, 3, 14, 15, 7, 0, "PMCCFILTR_EL0"),
	ROW(1, 0, 7, 14, 2, 0, "DC_CISW"),
	ROW(3, 0, 1, 0, 0, 0, "SCTLR_EL1"),
	ROW(3, 7, 15, 15, 7, 1, "S3_7_C15_C15_7"),
	{ KVMTRAP_EC_HVC64, 0x16ull << 26, 0, 0x84000000, HOT_CALL, "PSCI_VERSION", "hvc" },
	{ KVMTRAP_EC_SMC64, 0x17ull << 26, 0, 0xffffffffc4000003, HOT_CALL, "PSCI_CPU_ON", "smc" },
	{ KVMTRAP_EC_HVC64, 0x16ull << 26, 0, 0, HOT_CALL, "0x00000000", "hvc" },
	{ KVMTRAP_EC_HVC64, 0x16ull << 26 | 7, 0, 0x84000000, HOT_CALL, "#7", "hvc" },
	{ KVMTRAP_EC_SMC32, 0x13ull << 26, 0, 0x12345678, HOT_CALL, "0x12345678", "smc" },
	{ KVMTRAP_R_MMIO_USER, 0x24ull << 26 | ISV | SAS(2) | WNR, 0x9000ffc, 0,
	  HOT_PAGE, "0x9000000", "vmm-write4" },
	{ KVMTRAP_R_MMIO_KERNEL, 0x24ull << 26 | ISV | SAS(3), 0xffffffffff123ull, 0,
	  HOT_PAGE, "0xffffffffff000", "kernel-read8" },
	{ KVMTRAP_R_MMIO_USER, 0x24ull << 26, 0, 0, HOT_PAGE, "0x0", "vmm-read" },
	/* ST64B, and LD64B, whose SAS is that of 8 bytes */
	{ KVMTRAP_R_MMIO_USER, 0x24ull << 26 | ISV | SAS(3) | LST(2) | WNR, 0x9000040, 0,
	  HOT_PAGE, "0x9000000", "vmm-write64" },
	{ KVMTRAP_R_MMIO_USER, 0x24ull << 26 | ISV | SAS(3) | LST(2), 0x9000040, 0,
	  HOT_PAGE, "0x9000000", "vmm-read64" },
	{ KVMTRAP_R_MMIO_USER, 0x24ull << 26 | ISV | SAS(3) | LST(1) | WNR, 0, 0,
	  HOT_PAGE, "0x0", "vmm-write64" },
	{ KVMTRAP_R_MMIO_USER, 0x24ull << 26 | LST(3), 0, 0, HOT_PAGE, "0x0", "vmm-read" },
	{ KVMTRAP_EC_DABT_LOW, 0x24ull << 26 | WNR | 7, 0x1000, 0, HOT_FAULT,
	  "translation", "write" },
	{ KVMTRAP_EC_DABT_LOW, 0x24ull << 26 | 0x2b, 0x1000, 0, HOT_FAULT,
	  "translation", "read" },
	{ KVMTRAP_EC_IABT_LOW, 0x20ull << 26 | 0xf, 0, 0, HOT_FAULT, "permission", "exec" },
	{ KVMTRAP_EC_DABT_LOW, 0x24ull << 26 | 0xb | WALK | WNR, 0, 0, HOT_FAULT,
	  "access-flag", "walk-write" },
	{ KVMTRAP_R_DABT_NOSLOT, 0x24ull << 26 | 4, 0, 0, HOT_FAULT,
	  "translation-noslot", "read" },
	{ KVMTRAP_EC_DABT_LOW, 0x24ull << 26 | 0x10, 0, 0, HOT_FAULT, "fsc-0x10", "read" },
	{ KVMTRAP_EC_CP15_32, 0x03ull << 26 | 1u << 24 | 0xe << 20 | 1 << 17 | 1 << 10 | 3 << 5 | 1,
	  0, 0, HOT_SYSREG, "p15,0,c1,c0,1", "read" },
	{ KVMTRAP_EC_CP15_64,
	  0x04ull << 26 | 1u << 24 | 0xe << 20 | 2 << 16 | 5 << 10 | 3 << 5 | 14 << 1, 0, 0,
	  HOT_SYSREG, "p15,2,c14", "write" },
	{ KVMTRAP_EC_CP14_MR, 0x05ull << 26 | 1, 0, 0, HOT_SYSREG, "p14,0,c0,c0,0", "read" },
	{ KVMTRAP_EC_WFx, 0x01ull << 26, 0, 0, HOT_NONE, "", "" },
	{ KVMTRAP_R_IRQ, 0, 0, 0, HOT_NONE, "", "" },
};

static void keys_and_names(void)
{
	unsigned int i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char name[HOT_NAME_MOST], how[HOT_NAME_MOST];
		u64 syndrome = cases[i].esr, ipa = cases[i].ipa, key;

		if (syndrome == 1) {
			syndrome = sys(ipa & 0xf, ipa >> 4 & 0xf, ipa >> 8 & 0xf,
				       ipa >> 12 & 0xf, ipa >> 16, cases[i].x0);
			ipa = 0;
		}
		SAME(arch_hot_kind(cases[i].reason), cases[i].kind, cases[i].name);
		if (cases[i].kind == HOT_NONE)
			continue;
		key = arm64_hot_key(cases[i].kind, cases[i].reason, syndrome, ipa, cases[i].x0);
		CHECK(key, "case %u: the key is 0", i);
		arch_hot_name(cases[i].kind, key, name, how);
		CHECK(!strcmp(name, cases[i].name), "%s, expected %s", name, cases[i].name);
		CHECK(!strcmp(how, cases[i].how), "%s: %s, expected %s", name, how, cases[i].how);
	}
}

/* Accesses have the same key if they differ only in Rt, or in the level of a fault. */
static void the_same_key(void)
{
	u64 a = sys(3, 0, 0, 4, 0, true);

	SAME(arm64_hot_key(HOT_SYSREG, KVMTRAP_EC_SYS64, a, 0, 0),
	     arm64_hot_key(HOT_SYSREG, KVMTRAP_EC_SYS64, a ^ 0x1f << 5, 0, 0), "Rt");
	SAME(arm64_hot_key(HOT_FAULT, KVMTRAP_EC_DABT_LOW, esr(0x24, 5), 0, 0),
	     arm64_hot_key(HOT_FAULT, KVMTRAP_EC_DABT_LOW, esr(0x24, 7), 0x5000, 0), "level");
}

/* integration/hot-collision counts these, by the fast path and with calls. */
static void one_first_place(void)
{
	static struct hot hot;
	u64 hvc = 0x16ull << 26, store = 0x24ull << 26 | ISV | SAS(2) | WNR;
	u64 calls[2], pages[2];

	calls[0] = arm64_hot_key(HOT_CALL, KVMTRAP_EC_HVC64, hvc, 0, 0xc5000001);
	calls[1] = arm64_hot_key(HOT_CALL, KVMTRAP_EC_HVC64, hvc, 0, 0xc500005a);
	CHECK(hot_first(&hot, HOT_CALL, calls[0]) == hot_first(&hot, HOT_CALL, calls[1]),
	      "the calls no longer collide: choose others, there as well");
	pages[0] = arm64_hot_key(HOT_PAGE, KVMTRAP_R_MMIO_USER, store, 0xa000000, 0);
	pages[1] = arm64_hot_key(HOT_PAGE, KVMTRAP_R_MMIO_USER, store, 0xa094000, 0);
	CHECK(hot_first(&hot, HOT_PAGE, pages[0]) == hot_first(&hot, HOT_PAGE, pages[1]),
	      "the pages no longer collide: choose others, there as well");
}

/* Compare with a model: what has an entry is exact, and the rest is in `over`. */
static void exact_or_told(void)
{
	static struct hot hot, copy;
	static u64 model[500];
	u64 listed = 0, all = 20000;
	unsigned int i, j;

	srand(1);
	for (i = 0; i < all; i++) {
		unsigned int k = rand() % 500;

		model[k]++;
		hot_count(&hot, HOT_PAGE, 1 + k * 32ull, 1);
	}
	for (i = 0; i < HOT_ROOM; i++) {
		const struct hot_entry *e = &hot.entries[HOT_PAGE][i];

		if (!e->key)
			continue;
		SAME(e->count, model[(e->key - 1) / 32], "an entry");
		for (j = 0; j < i; j++)
			CHECK(hot.entries[HOT_PAGE][j].key != e->key, "twice");
		listed += e->count;
	}
	SAME(listed + hot.over[HOT_PAGE], all, "all");
	CHECK(hot.over[HOT_PAGE], "500 keys have no room");
	SAME(hot.over[HOT_CALL], 0, "another kind");

	hot_add(&copy, &hot);
	CHECK(!memcmp(&copy, &hot, sizeof(hot)), "a copy is the same");
	hot_add(&copy, &hot);
	SAME(copy.over[HOT_PAGE], 2 * hot.over[HOT_PAGE], "twice");
}

static const struct unit_case unit_cases[] = {
	{ "keys-and-names", keys_and_names },
	{ "the-same-key", the_same_key },
	{ "one-first-place", one_first_place },
	{ "exact-or-told", exact_or_told },
};
UNIT_MAIN(unit_cases)
