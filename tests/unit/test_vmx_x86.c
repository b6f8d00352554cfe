// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every exit reason of VMX is compared with a table. It was written from Intel's manual
 * (volume 3, appendix C) and asm/vmx.h, not from the table of the module.
 */
#include <string.h>

#include "arch/x86/codes.h"
#include "decode/decode.h"
#include "unit.h"

/* NULL: asm/vmx.h has no name for it. */
static const char *const known[] = {
	[0] = "EXCEPTION_NMI", "EXTERNAL_INTERRUPT", "TRIPLE_FAULT", "INIT_SIGNAL",
	"SIPI_SIGNAL", NULL, "OTHER_SMI", "INTERRUPT_WINDOW", "NMI_WINDOW", "TASK_SWITCH",
	[10] = "CPUID", NULL, "HLT", "INVD", "INVLPG", "RDPMC", "RDTSC", NULL, "VMCALL", "VMCLEAR",
	[20] = "VMLAUNCH", "VMPTRLD", "VMPTRST", "VMREAD", "VMRESUME", "VMWRITE", "VMOFF", "VMON",
	"CR_ACCESS", "DR_ACCESS",
	[30] = "IO_INSTRUCTION", "MSR_READ", "MSR_WRITE", "INVALID_STATE", "MSR_LOAD_FAIL", NULL,
	"MWAIT_INSTRUCTION", "MONITOR_TRAP_FLAG", NULL, "MONITOR_INSTRUCTION",
	[40] = "PAUSE_INSTRUCTION", "MCE_DURING_VMENTRY", NULL, "TPR_BELOW_THRESHOLD",
	"APIC_ACCESS", "EOI_INDUCED", "GDTR_IDTR", "LDTR_TR", "EPT_VIOLATION", "EPT_MISCONFIG",
	[50] = "INVEPT", "RDTSCP", "PREEMPTION_TIMER", "INVVPID", "WBINVD", "XSETBV", "APIC_WRITE",
	"RDRAND", "INVPCID", "VMFUNC",
	[60] = "ENCLS", "RDSEED", "PML_FULL", "XSAVES", "XRSTORS",
	[67] = "UMWAIT", "TPAUSE",
	[74] = "BUS_LOCK", "NOTIFY", "SEAMCALL", "TDCALL",
	[84] = "MSR_READ_IMM", "MSR_WRITE_IMM",
};

#define NR_KNOWN (sizeof(known) / sizeof(known[0]))

/* Those that are not of class cpu. */
static const struct {
	unsigned int code;
	const char *class;
} others[] = {
	{ 1, "irq" }, { 2, "other" }, { 3, "irq" }, { 4, "irq" }, { 6, "irq" }, { 7, "irq" },
	{ 8, "irq" }, { 30, "io" }, { 33, "other" }, { 34, "other" }, { 41, "serror" },
	{ 43, "io" }, { 44, "io" }, { 45, "io" }, { 48, "mem" }, { 49, "mem" }, { 52, "irq" },
	{ 56, "io" }, { 62, "mem" },
};

static void is(enum kvmtrap_reason r, const char *name, const char *class, const char *code)
{
	const struct kvmtrap_reason_info *info = arch_reason(r);

	CHECK(!strcmp(info->name, name), "%s, expected %s", info->name, name);
	CHECK(!strcmp(kvmtrap_class_names[info->class], class), "%s is of %s, expected %s", name,
	      kvmtrap_class_names[info->class], class);
	CHECK(!strcmp(info->code, code), "%s has the code %s, expected %s", name, info->code, code);
}

static void all_exit_reasons(void)
{
	unsigned int code, i;

	x86_codes_of_vmx();
	SAME(NR_KNOWN, VMX_CODES, "exit reasons");
	for (code = 0; code < 0x10000; code++) {
		const char *class = "cpu";
		char text[8];

		for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
			class = others[i].code == code ? others[i].class : class;
		snprintf(text, sizeof(text), "%u", code);
		if (code < NR_KNOWN && known[code])
			is(x86_vmx_decode(code), known[code], class, text);
		else
			is(x86_vmx_decode(code), "UNKNOWN", "other", "-");
		/* Upper bits say what else was so: in an enclave, with a bus lock. */
		SAME(x86_vmx_decode(code | 0x7fff0000), x86_vmx_decode(code), "with upper bits");
	}
}

static void needs_outcome(void)
{
	unsigned int code;

	for (code = 0; code < NR_KNOWN; code++) {
		enum kvmtrap_reason r = x86_vmx_decode(code);

		SAME(arch_needs_outcome(r), code == 30 || code == 48 || code == 49, known[code]);
		SAME(arch_may_halt(r), code == 12, known[code]);
	}
}

/*
 * Of these the exit qualification is read, and says which register, port or MSR it was. Most writes
 * of CR0 have a qualification of 0, as if it had not been read.
 */
static void qualified(void)
{
	unsigned int code;

	for (code = 0; code < NR_KNOWN; code++) {
		u8 traits = x86_traits[x86_vmx_decode(code)];

		SAME(!!(traits & X86_QUALIFIED), code == 28 || code == 29 || code == 30 ||
		     code == 48 || code == 84 || code == 85, known[code]);
		SAME(!!(traits & X86_PORT), code == 30, known[code]);
	}
}

static void failed_entries(void)
{
	unsigned int code;

	for (code = 0; code < 0x100; code++) {
		const char *name = code == 33 || code == 34 || code == 41 ? known[code] :
									    "FAILED_ENTRY";

		CHECK(!strcmp(arch_reason(x86_vmx_decode(0x80000000 | code))->name, name),
		      "%u is %s", code, arch_reason(x86_vmx_decode(0x80000000 | code))->name);
	}
}

/* Vector, and type: 2 NMI, 3 exception, 5 ICEBP, 6 INT3 and INTO; bit 31: valid. */
static void exceptions(void)
{
	static const char *const names[32] = {
		"DE_EXCP", "DB_EXCP", NULL, "BP_EXCP", "OF_EXCP", "BR_EXCP", "UD_EXCP", "NM_EXCP",
		"DF_EXCP", NULL, "TS_EXCP", "NP_EXCP", "SS_EXCP", "GP_EXCP", "PF_EXCP", NULL,
		"MF_EXCP", "AC_EXCP", "MC_EXCP", "XF_EXCP",
	};
	unsigned int vector;

	for (vector = 0; vector < 32; vector++) {
		const char *name = names[vector] ?: "EXCEPTION_NMI";
		const char *class = vector == 14 ? "mem" : vector == 18 ? "serror" : "cpu";

		is(x86_vmx_exception(0x80000b00 | vector), name, class, "0");
	}
	is(x86_vmx_exception(0x80000603), "BP_EXCP", "cpu", "0");
	is(x86_vmx_exception(0x80000501), "DB_EXCP", "cpu", "0");
	is(x86_vmx_exception(0x80000202), "NMI", "irq", "0");
	/* Bit 12: an IRET of the guest's had unblocked NMIs; bit 11: there is an error code. */
	is(x86_vmx_exception(0x80001b0d), "GP_EXCP", "cpu", "0");
	is(x86_vmx_exception(0x80001202), "NMI", "irq", "0");
	is(x86_vmx_exception(0x800003ff), "EXCEPTION_NMI", "cpu", "0");
	SAME(arch_needs_outcome(x86_vmx_exception(0x80000b0e)), true, "#PF");
}

#define VIOLATION	KVMTRAP_VMX_EPT_VIOLATION
#define IO		KVMTRAP_VMX_IO_INSTRUCTION

/* What SVM's error code of the same fault, and its EXITINFO1 of the same port have. */
static void details(void)
{
	/* Load, store, fetch; nothing allowed there, or something. */
	SAME(x86_vmx_detail(VIOLATION, 0x181), 0x0, "a load from a page that is not there");
	SAME(x86_vmx_detail(VIOLATION, 0x182), 0x2, "a store to it");
	SAME(x86_vmx_detail(VIOLATION, 0x184), 0x10, "a fetch from it");
	SAME(x86_vmx_detail(VIOLATION, 0x1aa), 0x3, "a store to a page that is not writable");
	SAME(x86_vmx_detail(VIOLATION, 0x18c), 0x11, "a fetch from one that is only read");
	SAME(x86_vmx_detail(VIOLATION, 0x1a1), 0x1, "a load from one that is only fetched");
	/* Bit 6 is valid only on CPUs that tell who may fetch; bit 12: NMIs are unblocked. */
	SAME(x86_vmx_detail(VIOLATION, 0x11c2), 0x2, "a store, and bits that say nothing of it");
	SAME(x86_vmx_detail(KVMTRAP_VMX_EPT_MISCONFIG, 0) & 0xff, 0x8, "a mark of KVM's");
	SAME(x86_vmx_detail(IO, 0x3f8 << 16 | 0), 0x3f8 << 16 | 0x10, "OUT of a byte");
	SAME(x86_vmx_detail(IO, 0xcfc << 16 | 3), 0xcfc << 16 | 0x40, "OUT of four");
	SAME(x86_vmx_detail(IO, 0x1f0 << 16 | 1 | 8), 0x1f0 << 16 | 0x20 | 1, "IN of two");
	SAME(x86_vmx_detail(IO, 0x60ull << 16 | 0x38), 0x60 << 16 | 0x10 | 4 | 1, "REP INS");
	SAME(x86_vmx_detail(IO, 0xffffull << 16 | 0x40), 0xffffull << 16 | 0x10, "an immediate");
	SAME(x86_vmx_detail(KVMTRAP_VMX_MSR_READ, 0), 0, "a read of an MSR");
	SAME(x86_vmx_detail(KVMTRAP_VMX_MSR_WRITE, 0), 1, "a write of one");
	SAME(x86_vmx_detail(KVMTRAP_VMX_MSR_READ_IMM, 0xc0000080), 0xc0000080ull << 32,
	     "a read by number");
	SAME(x86_vmx_detail(KVMTRAP_VMX_MSR_WRITE_IMM, 0x10), 0x10ull << 32 | 1, "a write");
	SAME(x86_vmx_detail(KVMTRAP_VMX_CR_ACCESS, 0x413), 0x413, "of a register");
}

static void codes_of_svm(void)
{
	is(KVMTRAP_SVM_CPUID, "CPUID", "cpu", "0x072");
	is(KVMTRAP_SVM_NMI, "NMI", "irq", "0x061");
}

/* Histograms are of the reasons that VMX has; both vendors have the same number of them. */
static void histograms(void)
{
	static const char *const names[] = {
		"CPUID", "HLT", "MSR_WRITE", "VMCALL", NULL, "EPT_VIOLATION", NULL, "MMIO_KERNEL",
		"MMIO_USER", "PIO_KERNEL", "PIO_USER", NULL, "EXTERNAL_INTERRUPT", NULL,
	};
	unsigned int i;

	x86_codes_of_vmx();
	SAME(sizeof(names) / sizeof(names[0]), KVMTRAP_NR_LATENCIES, "histograms");
	for (i = 0; i < KVMTRAP_NR_LATENCIES; i++) {
		const struct kvmtrap_latency *l = arch_latency(i);

		CHECK((l->reason == KVMTRAP_NR_REASONS) == !names[i], "histogram %u", i);
		if (!names[i])
			continue;
		CHECK(!strcmp(arch_reason(l->reason)->name, names[i]), "histogram %u is of %s", i,
		      arch_reason(l->reason)->name);
		SAME(l->class, arch_reason(l->reason)->class, names[i]);
	}
}

static const struct unit_case cases[] = {
	{ "codes-of-svm-at-first", codes_of_svm },
	{ "all-exit-reasons", all_exit_reasons },
	{ "reasons-that-need-the-outcome", needs_outcome },
	{ "reasons-with-a-qualification", qualified },
	{ "failed-entries", failed_entries },
	{ "exceptions", exceptions },
	{ "details", details },
	{ "histograms", histograms },
};

UNIT_MAIN(cases)
