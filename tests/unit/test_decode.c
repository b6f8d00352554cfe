// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every exception class and every exception index is compared with a table. It was written
 * by hand from the Arm ARM and KVM's source, not from the table of the module.
 */
#include <errno.h>
#include <string.h>

#include "decode/decode.h"
#include "unit.h"

#define TRAP 2u

static u64 esr(unsigned int ec)
{
	return (u64)ec << 26 | 0x2000000;	/* IL, which most have */
}

static const char *class_of(enum kvmtrap_reason reason)
{
	return kvmtrap_class_names[arm64_reasons[reason].class];
}

/* The classes that are not CPU among the 64, and all names that KVM's tracing has. */
static const struct {
	unsigned int ec;
	const char *name, *class;
} known[] = {
	{ 0x00, "UNKNOWN", "cpu" }, { 0x01, "WFx", "cpu" },
	{ 0x03, "CP15_32", "cpu" }, { 0x04, "CP15_64", "cpu" },
	{ 0x05, "CP14_MR", "cpu" }, { 0x06, "CP14_LS", "cpu" },
	{ 0x07, "FP_ASIMD", "cpu" }, { 0x08, "CP10_ID", "cpu" },
	{ 0x09, "PAC", "cpu" }, { 0x0c, "CP14_64", "cpu" },
	{ 0x12, "HVC32", "cpu" }, { 0x13, "SMC32", "cpu" },
	{ 0x15, "SVC64", "cpu" }, { 0x16, "HVC64", "cpu" },
	{ 0x17, "SMC64", "cpu" }, { 0x18, "SYS64", "cpu" },
	{ 0x19, "SVE", "cpu" }, { 0x1a, "ERET", "cpu" },
	{ 0x1d, "SME", "cpu" }, { 0x1f, "IMP_DEF", "cpu" },
	{ 0x20, "IABT_LOW", "mem" }, { 0x21, "IABT_CUR", "cpu" },
	{ 0x22, "PC_ALIGN", "cpu" }, { 0x24, "DABT_LOW", "mem" },
	{ 0x25, "DABT_CUR", "mem" }, { 0x26, "SP_ALIGN", "cpu" },
	{ 0x27, "MOPS", "cpu" }, { 0x28, "FP_EXC32", "cpu" },
	{ 0x2c, "FP_EXC64", "cpu" }, { 0x2d, "GCS", "cpu" },
	{ 0x2f, "SERROR", "cpu" },
	{ 0x30, "BREAKPT_LOW", "cpu" }, { 0x31, "BREAKPT_CUR", "cpu" },
	{ 0x32, "SOFTSTP_LOW", "cpu" }, { 0x33, "SOFTSTP_CUR", "cpu" },
	{ 0x34, "WATCHPT_LOW", "cpu" }, { 0x35, "WATCHPT_CUR", "cpu" },
	{ 0x38, "BKPT32", "cpu" }, { 0x3a, "VECTOR32", "cpu" },
	{ 0x3c, "BRK64", "cpu" },
};

static void all_exception_classes(void)
{
	unsigned int ec, i;

	for (ec = 0; ec < 64; ec++) {
		enum kvmtrap_reason r = arm64_decode(TRAP, esr(ec));
		const char *class = "cpu", *name = NULL;
		char code[8];

		for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
			if (known[i].ec == ec) {
				class = known[i].class;
				name = known[i].name;
			}
		}
		SAME(r, ec, "reason");
		CHECK(!strcmp(class_of(r), class), "EC 0x%02x is %s", ec, class_of(r));
		CHECK(!name || !strcmp(arm64_reasons[r].name, name),
		      "EC 0x%02x is called %s", ec, arm64_reasons[r].name);
		snprintf(code, sizeof(code), "0x%02x", ec);
		CHECK(!strcmp(arm64_reasons[r].code, code), "EC 0x%02x shows as %s",
		      ec, arm64_reasons[r].code);
		SAME(arch_needs_outcome(r), ec == 0x20 || ec == 0x24, "needs outcome");
	}
}

static void all_exception_indices(void)
{
	static const struct {
		u32 index;
		const char *name, *class;
	} cases[] = {
		{ 0, "IRQ", "irq" },
		{ 1, "EL1_SERROR", "serror" },
		{ 3, "ILLEGAL_STATE", "other" },
		{ 0xbadca11, "HYP_GONE", "other" },
		{ 4, "INDEX_UNKNOWN", "other" },
		{ 0x7fffffff, "INDEX_UNKNOWN", "other" },
		{ 0x80000000, "SERROR_PENDING", "serror" },
		{ 0x80000001, "SERROR_PENDING", "serror" },
		{ 0x80000002, "SERROR_PENDING", "serror" },
		{ 0x80000003, "SERROR_PENDING", "serror" },
		{ 0x80000004, "INDEX_UNKNOWN", "other" },
		{ 0x8badca11, "INDEX_UNKNOWN", "other" },
		{ 0xc0a54000, "INDEX_UNKNOWN", "other" },
	};
	unsigned int i, ec;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		/* The syndrome is stale: its value must not matter. */
		for (ec = 0; ec < 64; ec++) {
			enum kvmtrap_reason r = arm64_decode(cases[i].index, esr(ec));

			CHECK(!strcmp(arm64_reasons[r].name, cases[i].name),
			      "index 0x%x is %s", cases[i].index, arm64_reasons[r].name);
			CHECK(!strcmp(class_of(r), cases[i].class),
			      "index 0x%x is %s", cases[i].index, class_of(r));
			CHECK(!arch_needs_outcome(r), "index 0x%x", cases[i].index);
		}
	}
}

static void names_are_unique(void)
{
	unsigned int i, j;

	for (i = 0; i < KVMTRAP_NR_REASONS; i++) {
		CHECK(arm64_reasons[i].name && arm64_reasons[i].code, "reason %u", i);
		for (j = 0; j < i; j++)
			CHECK(strcmp(arm64_reasons[i].name, arm64_reasons[j].name),
			      "%s twice", arm64_reasons[i].name);
	}
	SAME(KVMTRAP_NR_REASONS, 64 + 10, "reasons");
}

#define DABT KVMTRAP_EC_DABT_LOW
#define IABT KVMTRAP_EC_IABT_LOW

#define TELLS ESR_ISV
#define FULL (ESR_ISV | BIT(11))

static void outcomes(void)
{
	static const struct {
		const char *what, *reason;
		enum kvmtrap_reason before;
		u64 esr;
		struct arm64_outcome o;
	} cases[] = {
		{ "a page was mapped", "DABT_LOW", DABT, 0, { .ret = 1, .memory = true } },
		{ "the VMM emulates", "MMIO_USER", DABT, TELLS,
		  { .ret = 0, .exit_reason = 6, .mmio_user = true } },
		{ "KVM emulates", "MMIO_KERNEL", DABT, TELLS, { .ret = 1, .mmio_kernel = true } },
		{ "no syndrome, nobody helps", "MMIO_USER", DABT, 0,
		  { .ret = -ENOSYS, .noslot = true } },
		{ "no syndrome, the VMM helps", "MMIO_USER", DABT, 0,
		  { .ret = 0, .exit_reason = 28, .noslot = true } },
		{ "the same in a read-only slot", "MMIO_USER", DABT, ESR_WNR,
		  { .ret = 0, .exit_reason = 28 } },
		{ "cache maintenance in a read-only slot", "MMIO_USER", DABT, ESR_WNR | ESR_CM,
		  { .ret = 0, .exit_reason = 28 } },
		{ "a 64-byte access", "MMIO_USER", DABT, FULL,
		  { .ret = 0, .exit_reason = 42, .noslot = true } },
		{ "no syndrome, and the return was not seen", "MMIO_USER", DABT, 0,
		  { .ret = KVMTRAP_RETVAL_UNSEEN, .noslot = true } },
		{ "the VMM says that it helps with an access that has a syndrome", "DABT_NOSLOT",
		  DABT, TELLS, { .ret = 0, .exit_reason = 28, .noslot = true } },
		{ "that it helps with one to memory", "DABT_LOW", DABT, ESR_WNR,
		  { .ret = 0, .exit_reason = 28, .memory = true } },
		{ "that it helps with the walk of the guest's tables", "DABT_LOW", DABT, ESR_S1PTW,
		  { .ret = 0, .exit_reason = 28 } },
		{ "that it was one of 64 bytes", "DABT_NOSLOT", DABT, TELLS,
		  { .ret = 0, .exit_reason = 42, .noslot = true } },
		{ "that memory took one of 64 bytes", "DABT_LOW", DABT, FULL,
		  { .ret = 0, .exit_reason = 42, .memory = true } },
		{ "cache maintenance outside", "DABT_NOSLOT", DABT, ESR_WNR | ESR_CM,
		  { .ret = 1, .noslot = true } },
		{ "the same, and the return was not seen", "DABT_NOSLOT", DABT, ESR_WNR | ESR_CM,
		  { .ret = KVMTRAP_RETVAL_UNSEEN, .noslot = true } },
		{ "the reason is that of an earlier return", "DABT_LOW", DABT, 0,
		  { .ret = 1, .exit_reason = 28 } },
		{ "memory that KVM cannot give", "DABT_LOW", DABT, 0, { .ret = -EFAULT } },
		{ "a memory fault for the VMM", "DABT_LOW", DABT, 0,
		  { .ret = -EFAULT, .exit_reason = 39 } },
		{ "an external abort for the VMM", "DABT_LOW", DABT, 0,
		  { .ret = 0, .exit_reason = 41 } },
		{ "code was mapped", "IABT_LOW", IABT, 0, { .ret = 1 } },
		{ "a fetch outside", "IABT_NOSLOT", IABT, 0, { .ret = 1, .noslot = true } },
	};
	unsigned int i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		enum kvmtrap_reason r = arm64_settle(cases[i].before, cases[i].esr,
						     &cases[i].o);

		CHECK(!strcmp(arm64_reasons[r].name, cases[i].reason),
		      "%s: %s", cases[i].what, arm64_reasons[r].name);
	}
	CHECK(!strcmp(class_of(KVMTRAP_R_MMIO_KERNEL), "io"), "MMIO_KERNEL");
	CHECK(!strcmp(class_of(KVMTRAP_R_MMIO_USER), "io"), "MMIO_USER");
	CHECK(!strcmp(class_of(KVMTRAP_R_DABT_NOSLOT), "mem"), "DABT_NOSLOT");
	CHECK(!strcmp(class_of(KVMTRAP_R_IABT_NOSLOT), "mem"), "IABT_NOSLOT");
}

static void outside_slots(void)
{
	static const struct {
		const char *what;
		enum kvmtrap_reason ec;
		u64 iss;
		bool may;
	} cases[] = {
		{ "a load that finds no page", DABT, 0x07, true },
		{ "the same at level -1", DABT, 0x2b, true },
		{ "a store that finds no page", DABT, ESR_WNR | 0x06, true },
		{ "a fetch that finds no page", IABT, 0x07, true },
		{ "a fetch where only loads and stores may be", IABT, 0x0f, true },
		{ "a walk of tables where only loads and stores may be", DABT, ESR_S1PTW | 0x0f, true },
		{ "the same for a fetch", IABT, ESR_S1PTW | 0x0f, true },
		{ "a store to a page that is not to be written", DABT, ESR_WNR | 0x0f, false },
		{ "a load from a page that is too old", DABT, 0x0b, false },
		{ "a fetch with an external abort", IABT, 0x10, false },
		{ "a walk with one", DABT, ESR_S1PTW | 0x17, false },
		{ "a fetch with an address that is too large", IABT, 0x03, false },
	};
	unsigned int i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CHECK(arm64_may_be_noslot(esr(cases[i].ec) | cases[i].iss) == cases[i].may,
		      "%s", cases[i].what);
}

/* An exclusive or atomic access to a page that KVM has mapped without a memslot. */
static void exclusive(void)
{
	static const struct {
		const char *what, *reason;
		struct arm64_outcome o;
	} cases[] = {
		{ "the VMM helps", "MMIO_USER", { .ret = 0, .exit_reason = 28, .memory = true } },
		{ "nobody helps", "MMIO_USER", { .ret = -ENOSYS, .memory = true } },
		{ "KVM does not know it", "DABT_LOW", { .ret = -EFAULT, .memory = true } },
		{ "the guest gets an abort", "DABT_LOW",
		  { .ret = 1, .exit_reason = 28, .memory = true } },
	};
	u64 load = esr(DABT) | 0x35;
	unsigned int i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arm64_outcome o = cases[i].o;
		enum kvmtrap_reason r;

		if (arm64_needs_slot(load))
			arm64_set_noslot(&o, load);
		r = arm64_settle(DABT, load, &o);
		CHECK(!strcmp(arm64_reasons[r].name, cases[i].reason),
		      "%s: %s", cases[i].what, arm64_reasons[r].name);
	}
}

static void returns(void)
{
	SAME(kvmtrap_return_reason(0, 6), KVMTRAP_RET_MMIO, "MMIO");
	SAME(kvmtrap_return_reason(0, 42), KVMTRAP_RET_ARM_LDST64B, "LDST64B");
	SAME(kvmtrap_return_reason(0, 0), KVMTRAP_RET_UNKNOWN, "UNKNOWN");
	SAME(kvmtrap_return_reason(0, 5), KVMTRAP_RET_OTHER, "of x86");
	SAME(kvmtrap_return_reason(0, 43), KVMTRAP_RET_OTHER, "of none yet");
	SAME(kvmtrap_return_reason(0, ~0u), KVMTRAP_RET_OTHER, "the largest");
	SAME(kvmtrap_return_reason(-EINTR, 6), KVMTRAP_RET_SIGNAL, "EINTR");
	SAME(kvmtrap_return_reason(-EINTR, 10), KVMTRAP_RET_SIGNAL, "EINTR");
	SAME(kvmtrap_return_reason(-ENOSYS, 0), KVMTRAP_RET_ERROR, "ENOSYS");
	SAME(kvmtrap_return_reason(-EFAULT, 39), KVMTRAP_RET_MEMORY_FAULT, "EFAULT, told");
	SAME(kvmtrap_return_reason(-EFAULT, 6), KVMTRAP_RET_ERROR, "EFAULT");
	SAME(kvmtrap_return_reason(-EINVAL, 39), KVMTRAP_RET_ERROR, "EINVAL");
}

static void returns_by_exit(void)
{
	CHECK(arm64_return_by_exit(6, 4), "MMIO");
	CHECK(arm64_return_by_exit(6, 1), "MMIO");
	CHECK(arm64_return_by_exit(24, 1), "SHUTDOWN");
	CHECK(!arm64_return_by_exit(24, 4), "WAKEUP");
	CHECK(!arm64_return_by_exit(9, 1), "a CPU without the PMU");
	CHECK(arm64_return_by_exit(9, 0), "the hypervisor is gone");
}

static const struct unit_case cases[] = {
	{ "all-exception-classes", all_exception_classes },
	{ "all-exception-indices", all_exception_indices },
	{ "names-are-unique", names_are_unique },
	{ "outcomes-of-aborts", outcomes },
	{ "faults-outside-the-slots", outside_slots },
	{ "exclusive-accesses", exclusive },
	{ "returns-of-kvm-run", returns },
	{ "returns-by-exit", returns_by_exit },
};
UNIT_MAIN(cases)
