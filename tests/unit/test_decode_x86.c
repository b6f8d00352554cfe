// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every exit code of SVM is compared with a table. It was written from AMD's manual
 * (volume 2, appendix C) and asm/svm.h, not from the table of the module. What became of an
 * access is told by one rule after another.
 */
#include <errno.h>
#include <string.h>

#include "decode/decode.h"
#include "unit.h"

#define CR(base, direction) \
	[base] = direction "_CR0", [(base) + 2] = direction "_CR2", \
	[(base) + 3] = direction "_CR3", [(base) + 4] = direction "_CR4", \
	[(base) + 8] = direction "_CR8"
#define DR(base, direction) \
	[base] = direction "_DR0", direction "_DR1", direction "_DR2", direction "_DR3", \
	direction "_DR4", direction "_DR5", direction "_DR6", direction "_DR7"

/* The codes below 0xa7; NULL: asm/svm.h has no name for it. */
static const char *const known[0xa7] = {
	CR(0x000, "READ"), CR(0x010, "WRITE"), DR(0x020, "READ"), DR(0x030, "WRITE"),
	[0x040] = "DE_EXCP", "DB_EXCP", NULL, "BP_EXCP", "OF_EXCP", "BR_EXCP", "UD_EXCP",
	"NM_EXCP", "DF_EXCP", NULL, "TS_EXCP", "NP_EXCP", "SS_EXCP", "GP_EXCP", "PF_EXCP", NULL,
	[0x050] = "MF_EXCP", "AC_EXCP", "MC_EXCP", "XF_EXCP",
	[0x060] = "INTR", "NMI", "SMI", "INIT", "VINTR", "CR0_SEL_WRITE", "IDTR_READ",
	"GDTR_READ", "LDTR_READ", "TR_READ", "IDTR_WRITE", "GDTR_WRITE", "LDTR_WRITE",
	"TR_WRITE", "RDTSC", "RDPMC",
	[0x070] = "PUSHF", "POPF", "CPUID", "RSM", "IRET", "SWINT", "INVD", "PAUSE", "HLT",
	"INVLPG", "INVLPGA", "IOIO", "MSR", "TASK_SWITCH", "FERR_FREEZE", "SHUTDOWN",
	[0x080] = "VMRUN", "VMMCALL", "VMLOAD", "VMSAVE", "STGI", "CLGI", "SKINIT", "RDTSCP",
	"ICEBP", "WBINVD", "MONITOR", "MWAIT", "MWAIT_COND", "XSETBV", "RDPRU",
	"EFER_WRITE_TRAP",
	[0x090] = "CR0_WRITE_TRAP", "CR1_WRITE_TRAP", "CR2_WRITE_TRAP", "CR3_WRITE_TRAP",
	"CR4_WRITE_TRAP", "CR5_WRITE_TRAP", "CR6_WRITE_TRAP", "CR7_WRITE_TRAP",
	"CR8_WRITE_TRAP", "CR9_WRITE_TRAP", "CR10_WRITE_TRAP", "CR11_WRITE_TRAP",
	"CR12_WRITE_TRAP", "CR13_WRITE_TRAP", "CR14_WRITE_TRAP", "CR15_WRITE_TRAP",
	[0x0a2] = "INVPCID", [0x0a5] = "BUS_LOCK", "IDLE_HLT",
};

/* Those that are not of class cpu. */
static const struct {
	unsigned int code;
	const char *class;
} others[] = {
	{ 0x04e, "mem" }, { 0x052, "serror" },
	{ 0x060, "irq" }, { 0x061, "irq" }, { 0x062, "irq" }, { 0x063, "irq" }, { 0x064, "irq" },
	{ 0x074, "irq" }, { 0x07b, "io" }, { 0x07f, "other" },
};

static const char *class_of(enum kvmtrap_reason reason)
{
	return kvmtrap_class_names[arch_reason(reason)->class];
}

/* The reason of @code has this name, class and text for its code. */
static void is(u32 code, const char *name, const char *class, const char *text)
{
	enum kvmtrap_reason r = x86_svm_decode(code);
	const struct kvmtrap_reason_info *info = arch_reason(r);

	CHECK(!strcmp(info->name, name), "0x%x is %s, expected %s", code, info->name, name);
	CHECK(!strcmp(class_of(r), class), "0x%x is of %s, expected %s", code, class_of(r), class);
	CHECK(!strcmp(info->code, text), "0x%x shows as %s, expected %s", code, info->code, text);
	SAME(arch_needs_outcome(r), code == 0x04e || code == 0x07b || code == 0x400, name);
	SAME(arch_may_halt(r), code == 0x078 || code == 0x0a6, name);
}

static void all_exit_codes(void)
{
	unsigned int code, i;
	char text[8];

	for (code = 0; code < 0xa7; code++) {
		const char *class = "cpu";

		for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
			class = others[i].code == code ? others[i].class : class;
		snprintf(text, sizeof(text), "0x%03x", code);
		if (known[code])
			is(code, known[code], class, text);
		else
			is(code, "UNKNOWN", "other", "-");
	}
	is(0x400, "NPF", "mem", "0x400");
	is(0x401, "AVIC_INCOMPLETE_IPI", "io", "0x401");
	is(0x402, "AVIC_UNACCELERATED_ACCESS", "io", "0x402");
	is(0x403, "VMGEXIT", "cpu", "0x403");
}

static void codes_without_a_name(void)
{
	static const u32 codes[] = { 0xa7, 0xff, 0x100, 0x3ff, 0x404, 0x7fffffff, 0x80000000,
				     0xf0000000, 0xfffffffe };
	unsigned int i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		is(codes[i], "UNKNOWN", "other", "-");
	is(0xffffffff, "FAILED_ENTRY", "other", "-");
}

static void names_are_unique(void)
{
	unsigned int i, j;

	for (i = 0; i < KVMTRAP_NR_REASONS; i++) {
		CHECK(arch_reason(i)->name && arch_reason(i)->code, "reason %u", i);
		for (j = 0; j < i; j++)
			CHECK(strcmp(arch_reason(i)->name, arch_reason(j)->name), "%s twice",
			      arch_reason(i)->name);
	}
	/* 8 further ones, 110 intercepts, 4 of paging and what came with it, 55 of VMX alone. */
	SAME(KVMTRAP_NR_REASONS, 8 + 110 + 4 + 55, "reasons");
}

static void who_answered(void)
{
	unsigned int i;

	for (i = 0; i < KVMTRAP_NR_REASONS; i++) {
		const char *name = arch_reason(i)->name;
		bool user = !strcmp(name, "PIO_USER") || !strcmp(name, "MMIO_USER");
		enum kvmtrap_io by = strcmp(class_of(i), "io") ? KVMTRAP_IO_NONE :
				     user ? KVMTRAP_IO_USER : KVMTRAP_IO_KERNEL;

		SAME(arch_io(i), by, name);
	}
	CHECK(!strcmp(class_of(KVMTRAP_R_PIO_KERNEL), "io"), "PIO_KERNEL");
	CHECK(!strcmp(class_of(KVMTRAP_R_MMIO_USER), "io"), "MMIO_USER");
}

#define NPF	KVMTRAP_SVM_NPF
#define PF	KVMTRAP_SVM_PF_EXCP
#define IOIO	KVMTRAP_SVM_IOIO
#define EPT	KVMTRAP_VMX_EPT_VIOLATION
#define MARK	KVMTRAP_VMX_EPT_MISCONFIG
#define VIO	KVMTRAP_VMX_IO_INSTRUCTION
#define STATS	.has_stats = true
#define W	0x2	/* bits of an error code: a store, the reserved bit, a fetch */
#define RSV	0x8
#define F	0x10

static const struct {
	const char *what, *reason;
	enum kvmtrap_reason before;
	u64 error;
	struct x86_outcome o;
} outcomes[] = {
	/* Port IO: who answered is told by what KVM_RUN returns for. */
	{ "a port of the VMM", "PIO_USER", IOIO, 0, { .ret = 0, .exit_reason = 2 } },
	{ "a port in the kernel", "PIO_KERNEL", IOIO, 0, { .ret = 1 } },
	{ "the reason is that of an earlier return", "PIO_KERNEL", IOIO, 0,
	  { .ret = 1, .exit_reason = 2 } },
	{ "a signal came after it", "PIO_KERNEL", IOIO, 0, { .ret = -EINTR, .exit_reason = 10 } },
	{ "the VMM wanted an interrupt window", "PIO_KERNEL", IOIO, 0,
	  { .ret = 0, .exit_reason = 7 } },
	{ "OUTS of memory that the VMM has", "PIO_USER", IOIO, 0, { .ret = 0, .exit_reason = 6 } },
	{ "of a guest's guest", "IOIO", IOIO, 0, { .ret = 1, .nested = true } },
	{ "nobody saw KVM_RUN return", "PIO_USER", IOIO, 0,
	  { .ret = KVMTRAP_RETVAL_UNSEEN, .exit_reason = 2 } },
	{ "of Intel's", "PIO_USER", VIO, 0, { .ret = 0, .exit_reason = 2 } },
	{ "of Intel's, in the kernel", "PIO_KERNEL", VIO, 0, { .ret = 1 } },
	{ "of a guest's guest, Intel's", "IO_INSTRUCTION", VIO, 0, { .ret = 1, .nested = true } },
	/* 1: the VMM has to do it. */
	{ "the VMM's device, by the count", "MMIO_USER", NPF, RSV,
	  { .ret = 1, STATS, .mmio = true } },
	{ "by the return, if somebody cleared the count", "MMIO_USER", NPF, RSV,
	  { .ret = 0, .exit_reason = 6, STATS, .outside = true } },
	{ "the VMM says that its memory was a device", "NPF", NPF, W,
	  { .ret = 0, .exit_reason = 6, STATS, .taken = true } },
	{ "its first touch", "MMIO_USER", NPF, 0,
	  { .ret = 0, .exit_reason = 6, STATS, .mmio = true, .taken = true, .emulated = true,
	    .device = true, .outside = true } },
	{ "a store to a read-only slot", "MMIO_USER", NPF, W,
	  { .ret = 0, .exit_reason = 6, STATS, .mmio = true, .emulated = true, .outside = true } },
	{ "where KVM shadows the page tables", "MMIO_USER", PF, RSV,
	  { .ret = 0, .exit_reason = 6, STATS, .mmio = true } },
	{ "the reason is that of an earlier return", "NPF", NPF, 0,
	  { .ret = 1, .exit_reason = 6, STATS, .taken = true } },
	/* 2: KVM had marked the page. */
	{ "a device in the kernel", "MMIO_KERNEL", NPF, RSV, { .ret = 1, STATS } },
	{ "on 5.10", "MMIO_KERNEL", NPF, RSV, { .ret = 1, .outside = true } },
	{ "the mark was stale, on 5.10", "NPF", NPF, RSV, { .ret = 1 } },
	{ "shadowed, on 5.10", "MMIO_KERNEL", PF, RSV, { .ret = 1, .outside = true } },
	{ "the mark was stale, shadowed, on 5.10", "PF_EXCP", PF, RSV, { .ret = 1 } },
	{ "an EPT that says so", "MMIO_KERNEL", MARK, RSV, { .ret = 1, STATS } },
	{ "on 5.10", "MMIO_KERNEL", MARK, RSV, { .ret = 1, .outside = true } },
	{ "the mark was stale, on 5.10", "EPT_MISCONFIG", MARK, RSV, { .ret = 1 } },
	{ "the mark was stale", "EPT_MISCONFIG", MARK, RSV, { .ret = 1, STATS, .taken = true } },
	{ "of a guest's guest, by its own tables", "PF_EXCP", PF, RSV,
	  { .ret = 1, STATS, .nested = true } },
	{ "of a guest's guest, by KVM's", "MMIO_KERNEL", MARK, RSV,
	  { .ret = 1, STATS, .nested = true } },
	{ "its first touch", "MMIO_KERNEL", EPT, 0,
	  { .ret = 1, STATS, .taken = true, .emulated = true, .device = true, .nested = true } },
	{ "a fault that its host handles", "EPT_VIOLATION", EPT, W,
	  { .ret = 1, STATS, .taken = true, .nested = true } },
	{ "shadowed", "MMIO_KERNEL", PF, RSV, { .ret = 1, STATS } },
	{ "the mark was stale", "NPF", NPF, RSV, { .ret = 1, STATS, .taken = true } },
	{ "a marked page, and the guest's tables forbid it", "PF_EXCP", PF, RSV | W,
	  { .ret = 1, STATS, .guest = true } },
	{ "a marked page, and the guest has another fault", "MMIO_KERNEL", NPF, RSV,
	  { .ret = 1, STATS, .guest = true } },
	{ "the mark was stale, shadowed", "PF_EXCP", PF, RSV, { .ret = 1, STATS, .taken = true } },
	/* 3: KVM marks the page now. */
	{ "first touch of a device in the kernel", "MMIO_KERNEL", NPF, 0,
	  { .ret = 1, STATS, .taken = true, .emulated = true, .device = true } },
	{ "shadowed", "MMIO_KERNEL", PF, W,
	  { .ret = 1, STATS, .taken = true, .emulated = true, .device = true } },
	{ "a load that KVM emulates, shadowed", "MMIO_KERNEL", PF, 0,
	  { .ret = 1, STATS, .taken = true, .emulated = true } },
	{ "a fetch that it emulates, shadowed", "PF_EXCP", PF, F,
	  { .ret = 1, STATS, .taken = true, .emulated = true } },
	{ "after a stale mark", "MMIO_KERNEL", NPF, RSV,
	  { .ret = 1, STATS, .taken = true, .emulated = true, .device = true } },
	/* 4: KVM emulated, and there is no memory. */
	{ "no bit is left to mark it", "MMIO_KERNEL", NPF, 0,
	  { .ret = 1, STATS, .taken = true, .emulated = true, .outside = true } },
	{ "the LAPIC's page, by EPT", "MMIO_KERNEL", EPT, 0,
	  { .ret = 1, STATS, .taken = true, .emulated = true, .outside = true } },
	{ "the LAPIC's page", "MMIO_KERNEL", NPF, W,
	  { .ret = 1, STATS, .taken = true, .emulated = true, .outside = true } },
	{ "first touch on 5.10", "MMIO_KERNEL", NPF, 0, { .ret = 1, .outside = true } },
	{ "the same, shadowed", "MMIO_KERNEL", PF, 0, { .ret = 1, .outside = true } },
	{ "a fetch outside", "NPF", NPF, F,
	  { .ret = 1, STATS, .taken = true, .emulated = true, .outside = true } },
	{ "a fetch outside on 5.10", "NPF", NPF, F, { .ret = 1, .outside = true } },
	{ "the same, where KVM marks the page", "NPF", NPF, F,
	  { .ret = 0, .exit_reason = 17, STATS, .taken = true, .emulated = true, .device = true,
	    .outside = true } },
	{ "by EPT", "EPT_VIOLATION", EPT, F,
	  { .ret = 0, .exit_reason = 17, STATS, .taken = true, .emulated = true, .device = true,
	    .outside = true } },
	{ "where it has marked it, and the guest gets an invalid opcode", "NPF", NPF, RSV | F,
	  { .ret = 1, STATS, .outside = true } },
	{ "the same on 5.10", "NPF", NPF, RSV | F, { .ret = 1, .outside = true } },
	{ "outside, and not emulated", "NPF", NPF, 0,
	  { .ret = 1, STATS, .taken = true, .outside = true } },
	{ "a store to a page table that KVM shadows", "PF_EXCP", PF, W,
	  { .ret = 1, STATS, .taken = true, .emulated = true, .outside = true } },
	/* 5: memory. */
	{ "a page was mapped by EPT", "EPT_VIOLATION", EPT, W, { .ret = 1, STATS, .taken = true } },
	{ "a page was mapped", "NPF", NPF, W, { .ret = 1, STATS, .taken = true } },
	{ "a page was mapped on 5.10", "NPF", NPF, W, { .ret = 1 } },
	{ "somebody had mapped it", "NPF", NPF, 0, { .ret = 1, STATS } },
	{ "emulated in memory", "NPF", NPF, W,
	  { .ret = 1, STATS, .taken = true, .emulated = true } },
	{ "the guest's own fault", "PF_EXCP", PF, 0, { .ret = 1, STATS, .taken = true } },
	{ "memory that KVM cannot give", "NPF", NPF, 0, { .ret = -EFAULT, STATS, .taken = true } },
	{ "a memory fault for the VMM", "NPF", NPF, 0,
	  { .ret = -EFAULT, .exit_reason = 39, STATS, .taken = true } },
	{ "KVM_RUN failed after an earlier MMIO", "NPF", NPF, 0,
	  { .ret = -EFAULT, .exit_reason = 6, STATS, .taken = true } },
};

static void outcomes_of_accesses(void)
{
	unsigned int i;

	for (i = 0; i < sizeof(outcomes) / sizeof(outcomes[0]); i++) {
		enum kvmtrap_reason r = x86_settle(outcomes[i].before, outcomes[i].error,
						   &outcomes[i].o);

		CHECK(!strcmp(arch_reason(r)->name, outcomes[i].reason), "%s: %s, expected %s",
		      outcomes[i].what, arch_reason(r)->name, outcomes[i].reason);
	}
}

/* Where the counts alone are enough, no memslot is looked at. */
static void without_memslots(void)
{
	unsigned int i;

	for (i = 0; i < sizeof(outcomes) / sizeof(outcomes[0]); i++) {
		enum kvmtrap_reason r = outcomes[i].before;
		struct x86_outcome o = outcomes[i].o;

		if (r == IOIO || r == VIO || (!o.ret && !o.mmio))
			continue;
		o.outside = !o.outside;
		if (x86_settle_early(&r, outcomes[i].error, &o))
			CHECK(!strcmp(arch_reason(r)->name, outcomes[i].reason), "%s: %s",
			      outcomes[i].what, arch_reason(r)->name);
		else
			SAME(r, outcomes[i].before, outcomes[i].what);
	}
}

static void returns(void)
{
	SAME(kvmtrap_return_reason(0, 2), KVMTRAP_RET_IO, "IO");
	SAME(kvmtrap_return_reason(0, 6), KVMTRAP_RET_MMIO, "MMIO");
	SAME(kvmtrap_return_reason(0, 43), KVMTRAP_RET_SNP_REQ_CERTS, "SNP_REQ_CERTS");
	SAME(kvmtrap_return_reason(0, 42), KVMTRAP_RET_OTHER, "of arm64");
	SAME(kvmtrap_return_reason(0, 44), KVMTRAP_RET_OTHER, "of none yet");
	SAME(kvmtrap_return_reason(0, ~0u), KVMTRAP_RET_OTHER, "the largest");
	SAME(kvmtrap_return_reason(-EINTR, 2), KVMTRAP_RET_SIGNAL, "EINTR");
	SAME(kvmtrap_return_reason(-EFAULT, 39), KVMTRAP_RET_MEMORY_FAULT, "EFAULT, told");
	SAME(kvmtrap_return_reason(-EHWPOISON, 39), KVMTRAP_RET_MEMORY_FAULT, "EHWPOISON, told");
	SAME(kvmtrap_return_reason(-EFAULT, 6), KVMTRAP_RET_ERROR, "EFAULT");
}

static void returns_by_exit(void)
{
	unsigned int reason;

	/* All but IRQ_WINDOW_OPEN. */
	for (reason = 0; reason < 50; reason++)
		CHECK(x86_return_by_exit(reason) == (reason != 7), "KVM_EXIT %u", reason);
}

static const struct unit_case cases[] = {
	{ "all-exit-codes", all_exit_codes },
	{ "codes-without-a-name", codes_without_a_name },
	{ "x86-names-are-unique", names_are_unique },
	{ "who-answered", who_answered },
	{ "outcomes-of-accesses", outcomes_of_accesses },
	{ "without-memslots", without_memslots },
	{ "x86-returns-of-kvm-run", returns },
	{ "x86-returns-by-exit", returns_by_exit },
};
UNIT_MAIN(cases)
