// SPDX-License-Identifier: GPL-2.0-only
/* What a guest trapped on, on x86: keys and names. */
#include <string.h>

#include <linux/bitops.h>

#include "stats/hot.h"
#include "unit.h"

/* EXITINFO1 of port IO (AMD's manual, volume 2, 15.10.2). */
#define IN	BIT(0)
#define STRING	BIT(2)
#define REP	BIT(3)
#define SIZE(n)	((u64)(n) << 4)
#define ADDRESS_SIZE(n)	((u64)(n) << 7)
#define PORT(n)	((u64)(n) << 16)

#define MSR	KVMTRAP_SVM_MSR
#define CALL	KVMTRAP_SVM_VMMCALL
#define NPF	KVMTRAP_SVM_NPF
#define PF	KVMTRAP_SVM_PF_EXCP
#define PIO	KVMTRAP_R_PIO_USER
#define PIO_K	KVMTRAP_R_PIO_KERNEL
#define MMIO	KVMTRAP_R_MMIO_USER
#define MMIO_K	KVMTRAP_R_MMIO_KERNEL

static const struct {
	enum kvmtrap_reason reason;
	u64 info1, info2, reg;
	enum hot_kind kind;
	const char *name, *how;
} cases[] = {
	{ MSR, 0, 0, 0x1b, HOT_MSR, "APIC_BASE", "read" },
	{ MSR, 1, 0, 0x10, HOT_MSR, "TSC", "write" },
	{ MSR, 1, 0, 0xffffffff0000083f, HOT_MSR, "X2APIC_SELF_IPI", "write" },
	{ MSR, 0, 0, 0x4b564d03, HOT_MSR, "KVM_STEAL_TIME", "read" },
	{ MSR, 1, 0, 0x40000070, HOT_MSR, "HV_EOI", "write" },
	{ MSR, 1, 0, 0xc0000080, HOT_MSR, "EFER", "write" },
	{ MSR, 0, 0, 0xc001102a, HOT_MSR, "BU_CFG2", "read" },
	{ MSR, 0, 0, 0, HOT_MSR, "0x00000000", "read" },
	{ MSR, 1, 0, 0xffffffff, HOT_MSR, "0xffffffff", "write" },
	{ CALL, 0, 0, 1, HOT_CALL, "KVM_HC_VAPIC_POLL_IRQ", "vmmcall" },
	{ CALL, 0, 0, 5, HOT_CALL, "KVM_HC_KICK_CPU", "vmmcall" },
	{ CALL, 0, 0, 0xffffffff0000000a, HOT_CALL, "KVM_HC_SEND_IPI", "vmmcall" },
	{ CALL, 0, 0, 12, HOT_CALL, "KVM_HC_MAP_GPA_RANGE", "vmmcall" },
	{ CALL, 0, 0, 4, HOT_CALL, "0x00000004", "vmmcall" },
	{ CALL, 0, 0, 0, HOT_CALL, "0x00000000", "vmmcall" },
	{ PIO, PORT(0x3f8) | SIZE(1), 0, 0, HOT_PORT, "0x03f8", "vmm-out1" },
	{ PIO, PORT(0x1f0) | SIZE(2) | IN, 0, 0, HOT_PORT, "0x01f0", "vmm-in2" },
	{ PIO_K, PORT(0xcfc) | SIZE(4) | IN, 0, 0, HOT_PORT, "0x0cfc", "kernel-in4" },
	{ PIO_K, PORT(0x20) | SIZE(1), 0, 0, HOT_PORT, "0x0020", "kernel-out1" },
	{ PIO, PORT(0xffff) | SIZE(4) | STRING | REP | ADDRESS_SIZE(4), 0, 0, HOT_PORT,
	  "0xffff", "vmm-outs4" },
	{ PIO, PORT(0x610) | SIZE(1) | STRING | IN, 0, 0, HOT_PORT, "0x0610", "vmm-ins1" },
	{ PIO, PORT(0) | SIZE(2), 0, 0, HOT_PORT, "0x0000", "vmm-out2" },
	{ KVMTRAP_SVM_READ_CR0, 0, 0, 0, HOT_REGISTER, "CR0", "read" },
	{ KVMTRAP_SVM_WRITE_CR8, 0, 0, 0, HOT_REGISTER, "CR8", "write" },
	{ KVMTRAP_SVM_READ_DR7, 0, 0, 0, HOT_REGISTER, "DR7", "read" },
	{ KVMTRAP_SVM_WRITE_DR0, 0, 0, 0, HOT_REGISTER, "DR0", "write" },
	{ KVMTRAP_SVM_CR0_SEL_WRITE, 0, 0, 0, HOT_REGISTER, "CR0", "selective-write" },
	{ KVMTRAP_VMX_MSR_READ, 0, 0, 0x1b, HOT_MSR, "APIC_BASE", "read" },
	{ KVMTRAP_VMX_MSR_WRITE, 1, 0, 0x6e0, HOT_MSR, "TSC_DEADLINE", "write" },
	/* Of these, RCX is the guest's own affair. */
	{ KVMTRAP_VMX_MSR_WRITE_IMM, 0x1000000001, 0, 0x1b, HOT_MSR, "TSC", "write" },
	{ KVMTRAP_VMX_MSR_READ_IMM, 0xc000008000000000, 0, 0x1b, HOT_MSR, "EFER", "read" },
	{ KVMTRAP_VMX_VMCALL, 0, 0, 5, HOT_CALL, "KVM_HC_KICK_CPU", "vmcall" },
	{ KVMTRAP_VMX_CR_ACCESS, 0x000, 0, 0, HOT_REGISTER, "CR0", "write" },
	{ KVMTRAP_VMX_CR_ACCESS, 0xf18, 0, 0, HOT_REGISTER, "CR8", "read" },
	{ KVMTRAP_VMX_CR_ACCESS, 0x304, 0, 0, HOT_REGISTER, "CR4", "write" },
	{ KVMTRAP_VMX_CR_ACCESS, 0x020, 0, 0, HOT_REGISTER, "CR0", "clts" },
	{ KVMTRAP_VMX_CR_ACCESS, 0xffff0030, 0, 0, HOT_REGISTER, "CR0", "lmsw" },
	{ KVMTRAP_VMX_DR_ACCESS, 0x017, 0, 0, HOT_REGISTER, "DR7", "read" },
	{ KVMTRAP_VMX_DR_ACCESS, 0x306, 0, 0, HOT_REGISTER, "DR6", "write" },
	{ KVMTRAP_VMX_EPT_VIOLATION, 0x12, 0x1000, 0, HOT_FAULT, "not-present", "exec" },
	/* A mark that was out of date: it is memory, and the CPU does not say which access came. */
	{ KVMTRAP_VMX_EPT_MISCONFIG, 0x108, 0x1000, 0, HOT_FAULT, "reserved", "access" },
	{ MMIO, 0x108, 0xfebf0004, 0, HOT_PAGE, "0xfebf0000", "vmm-access" },
	{ MMIO, 0x2, 0xfee00ffc, 0, HOT_PAGE, "0xfee00000", "vmm-write" },
	{ MMIO_K, 0x8, 0xfec00010, 0, HOT_PAGE, "0xfec00000", "kernel-read" },
	{ MMIO_K, 0xa, 0, 0, HOT_PAGE, "0x0", "kernel-write" },
	{ MMIO, 0, 0xffffffffff123, 0, HOT_PAGE, "0xffffffffff000", "vmm-read" },
	/* Where KVM shadows the guest's page tables it is a virtual address. */
	{ MMIO, 0x2, 0xffffc90000001234, 0, HOT_PAGE, "0xffffc90000001000", "vmm-write" },
	{ MMIO, 0, 0xff11000000000fff, 0, HOT_PAGE, "0xff11000000000000", "vmm-read" },
	{ MMIO, 0, 0x00ffffffffffffff, 0, HOT_PAGE, "0xfffffffffff000", "vmm-read" },
	{ NPF, 0x100000004, 0x1000, 0, HOT_FAULT, "not-present", "read" },
	{ NPF, 0x100000006, 0x1000, 0, HOT_FAULT, "not-present", "write" },
	{ NPF, 0x100000014, 0x1000, 0, HOT_FAULT, "not-present", "exec" },
	{ NPF, 0x7, 0x1000, 0, HOT_FAULT, "permission", "write" },
	{ NPF, 0x15, 0x1000, 0, HOT_FAULT, "permission", "exec" },
	{ NPF, 0xd, 0x1000, 0, HOT_FAULT, "reserved", "read" },
	{ PF, 0x3, 0x1000, 0, HOT_FAULT, "permission", "write" },
	{ PF, 0, 0x1000, 0, HOT_FAULT, "not-present", "read" },
	{ KVMTRAP_SVM_CPUID, 0, 0, 0, HOT_NONE, "", "" },
	{ KVMTRAP_SVM_INTR, 0, 0, 0, HOT_NONE, "", "" },
	{ KVMTRAP_SVM_HLT, 0, 0, 0, HOT_NONE, "", "" },
	{ KVMTRAP_R_UNKNOWN, 0, 0, 0, HOT_NONE, "", "" },
	{ KVMTRAP_SVM_AVIC_INCOMPLETE_IPI, 0, 0, 0, HOT_NONE, "", "" },
};

static void keys_and_names(void)
{
	unsigned int i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char name[HOT_NAME_MOST], how[HOT_NAME_MOST];
		u64 key;

		SAME(arch_hot_kind(cases[i].reason), cases[i].kind, cases[i].name);
		if (cases[i].kind == HOT_NONE)
			continue;
		key = x86_hot_key(cases[i].kind, cases[i].reason, cases[i].info1, cases[i].info2,
				  cases[i].reg);
		CHECK(key, "case %u: the key is 0", i);
		SAME(KEY_REASON(key), cases[i].reason, "the reason in the key");
		arch_hot_name(cases[i].kind, key, name, how);
		CHECK(!strcmp(name, cases[i].name), "%s, expected %s", name, cases[i].name);
		CHECK(!strcmp(how, cases[i].how), "%s: %s, expected %s", name, how, cases[i].how);
	}
}

/* Each register of READ_CR0 to WRITE_DR7 is named as its reason, and no two have one key. */
static void all_registers(void)
{
	unsigned int reason, n = 0;

	for (reason = 0; reason < KVMTRAP_NR_REASONS; reason++) {
		char name[HOT_NAME_MOST], how[HOT_NAME_MOST], text[2 * HOT_NAME_MOST];
		unsigned int i;

		if (arch_hot_kind(reason) != HOT_REGISTER || reason == KVMTRAP_SVM_CR0_SEL_WRITE ||
		    reason == KVMTRAP_VMX_CR_ACCESS || reason == KVMTRAP_VMX_DR_ACCESS)
			continue;
		n++;
		arch_hot_name(HOT_REGISTER, x86_hot_key(HOT_REGISTER, reason, 0, 0, 0), name, how);
		snprintf(text, sizeof(text), "%s_%s", how, name);
		for (i = 0; text[i] != '_'; i++)
			text[i] -= 'a' - 'A';
		CHECK(!strcmp(text, arch_reason(reason)->name), "%s is %s",
		      arch_reason(reason)->name, text);
	}
	SAME(n, 2 * (5 + 8), "registers");
}

/* What differs only in what is not told has the same key. */
static void the_same_key(void)
{
	u64 out = PORT(0x3f8) | SIZE(1);

	SAME(x86_hot_key(HOT_PORT, PIO, out, 0x1000, 7),
	     x86_hot_key(HOT_PORT, PIO, out | REP | ADDRESS_SIZE(2) | 3 << 10, 0, 0), "a port");
	SAME(x86_hot_key(HOT_PAGE, MMIO, 0x2, 0xfee00000, 0),
	     x86_hot_key(HOT_PAGE, MMIO, 0x100000007 | 0x8, 0xfee00ffc, 9), "a page");
	SAME(x86_hot_key(HOT_FAULT, NPF, 0x100000002, 0x1000, 0),
	     x86_hot_key(HOT_FAULT, NPF, 0x200000002, 0x5000, 0), "a fault");
	SAME(x86_hot_key(HOT_FAULT, NPF, 0x2, 0x1000, 0),
	     x86_hot_key(HOT_FAULT, NPF, 0x6, 0x1000, 0), "a fault of the guest's user mode");
	CHECK(x86_hot_key(HOT_PAGE, MMIO, 0x2, 0xfee00000, 0) !=
	      x86_hot_key(HOT_PAGE, MMIO_K, 0x2, 0xfee00000, 0), "who answers");
	CHECK(x86_hot_key(HOT_MSR, MSR, 0, 0, 0x10) != x86_hot_key(HOT_MSR, MSR, 1, 0, 0x10),
	      "read and write");
}

/* integration/hot-collision counts these on x86. */
static void one_first_place(void)
{
	static struct hot hot;
	u64 calls[2], pages[2];

	calls[0] = x86_hot_key(HOT_CALL, KVMTRAP_SVM_VMMCALL, 0, 0, 0x1000001);
	calls[1] = x86_hot_key(HOT_CALL, KVMTRAP_SVM_VMMCALL, 0, 0, 0x1000038);
	CHECK(hot_first(&hot, HOT_CALL, calls[0]) == hot_first(&hot, HOT_CALL, calls[1]),
	      "the calls no longer collide: choose others, there as well");
	pages[0] = x86_hot_key(HOT_PAGE, MMIO, 0x2, 0xa000000, 0);
	pages[1] = x86_hot_key(HOT_PAGE, MMIO, 0x2, 0xa03c000, 0);
	CHECK(hot_first(&hot, HOT_PAGE, pages[0]) == hot_first(&hot, HOT_PAGE, pages[1]),
	      "the pages no longer collide: choose others, there as well");
}

static const struct unit_case unit_cases[] = {
	{ "x86-keys-and-names", keys_and_names },
	{ "all-registers", all_registers },
	{ "x86-the-same-key", the_same_key },
	{ "x86-one-first-place", one_first_place },
};
UNIT_MAIN(unit_cases)
