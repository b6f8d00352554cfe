// SPDX-License-Identifier: GPL-2.0-only
/*
 * hotkey.c - see hotkey.h. Fields of the syndrome: Arm ARM, ESR_ELx.ISS, by
 * exception class.
 */
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/string.h>

#include "uapi/arm64/calls.h"
#include "uapi/arm64/sysregs.h"
#include "hotkey.h"

/* The bits of the ISS that matter, without the number of the guest's register. */
#define ISS_SYSREG	0x3ffc1fu	/* SYS64: Op0 Op2 Op1 CRn CRm Dir */
#define ISS_CP		0x0ffc1fu	/* MCR, MRC: Opc2 Opc1 CRn CRm Dir */
#define ISS_CP64	0x0f001fu	/* MCRR, MRRC: Opc1 CRm Dir */
#define ISS_IMM16	0x00ffffu	/* HVC, SMC */

const u32 arm64_hot_of[KVMTRAP_NR_REASONS] = {
	[KVMTRAP_EC_SYS64]	= HOT_OF(HOT_SYSREG, ISS_SYSREG),
	[KVMTRAP_EC_CP15_32]	= HOT_OF(HOT_SYSREG, ISS_CP),
	[KVMTRAP_EC_CP14_MR]	= HOT_OF(HOT_SYSREG, ISS_CP),
	[KVMTRAP_EC_CP15_64]	= HOT_OF(HOT_SYSREG, ISS_CP64),
	[KVMTRAP_EC_CP14_64]	= HOT_OF(HOT_SYSREG, ISS_CP64),
	[KVMTRAP_EC_HVC64]	= HOT_OF(HOT_CALL, ISS_IMM16),
	[KVMTRAP_EC_SMC64]	= HOT_OF(HOT_CALL, ISS_IMM16),
	[KVMTRAP_EC_HVC32]	= HOT_OF(HOT_CALL, ISS_IMM16),
	[KVMTRAP_EC_SMC32]	= HOT_OF(HOT_CALL, ISS_IMM16),
	[KVMTRAP_R_MMIO_KERNEL]	= HOT_OF(HOT_PAGE, 0),
	[KVMTRAP_R_MMIO_USER]	= HOT_OF(HOT_PAGE, 0),
	[KVMTRAP_EC_DABT_LOW]	= HOT_OF(HOT_FAULT, 0),
	[KVMTRAP_EC_IABT_LOW]	= HOT_OF(HOT_FAULT, 0),
	[KVMTRAP_R_DABT_NOSLOT]	= HOT_OF(HOT_FAULT, 0),
	[KVMTRAP_R_IABT_NOSLOT]	= HOT_OF(HOT_FAULT, 0),
};

static const struct {
	u16 code;
	const char *name;
} sysregs[] = {
#define SYSREG(op0, op1, crn, crm, op2)	\
	((op0) << 14 | (op1) << 11 | (crn) << 7 | (crm) << 3 | (op2))
#define X(op0, op1, crn, crm, op2, name) { SYSREG(op0, op1, crn, crm, op2), name },
	KVMTRAP_SYSREGS(X)
#undef X
};

static const struct {
	u16 code;
	const char *name;
} families[] = {
#define X(op0, op1, crn, op2, name) { SYSREG(op0, op1, crn, 0, op2), name },
	KVMTRAP_SYSREG_FAMILIES(X)
#undef X
};

static const struct {
	u32 function;
	const char *name;
} calls[] = {
#define X(function, name) { function, name },
	KVMTRAP_CALLS(X)
#undef X
};

static void name_sysreg(u32 iss, char name[HOT_NAME_MOST])
{
	u32 op0 = HOT_FIELD(iss, 20, 2), op1 = HOT_FIELD(iss, 14, 3), crn = HOT_FIELD(iss, 10, 4);
	u32 crm = HOT_FIELD(iss, 1, 4), op2 = HOT_FIELD(iss, 17, 3);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(families); i++) {
		if (families[i].code == SYSREG(op0, op1, crn, 0, op2)) {
			snprintf(name, HOT_NAME_MOST, "%s%u_EL1",
				 families[i].name, crm);
			return;
		}
	}
	/* Event counters and their types: CRm and Op2 are one number. */
	if (op0 == 3 && op1 == 3 && crn == 14 && crm >= 8) {
		u32 n = (crm & 3) << 3 | op2;

		snprintf(name, HOT_NAME_MOST, crm < 12 ? "PMEVCNTR%u_EL0" :
			 n == 31 ? "PMCCFILTR_EL0" : "PMEVTYPER%u_EL0", n);
		return;
	}
	for (i = 0; i < ARRAY_SIZE(sysregs); i++) {
		if (sysregs[i].code == SYSREG(op0, op1, crn, crm, op2)) {
			snprintf(name, HOT_NAME_MOST, "%s", sysregs[i].name);
			return;
		}
	}
	snprintf(name, HOT_NAME_MOST, "S%u_%u_C%u_C%u_%u", op0, op1, crn, crm, op2);
}

/* The coprocessor register as an assembler has it. */
static void name_cp(u32 ec, u32 iss, char name[HOT_NAME_MOST])
{
	bool cp14 = ec == KVMTRAP_EC_CP14_MR || ec == KVMTRAP_EC_CP14_64;

	if (ec == KVMTRAP_EC_CP15_64 || ec == KVMTRAP_EC_CP14_64)
		snprintf(name, HOT_NAME_MOST, "p%u,%u,c%u", cp14 ? 14 : 15,
			 HOT_FIELD(iss, 16, 4), HOT_FIELD(iss, 1, 4));
	else
		snprintf(name, HOT_NAME_MOST, "p%u,%u,c%u,c%u,%u",
			 cp14 ? 14 : 15, HOT_FIELD(iss, 14, 3), HOT_FIELD(iss, 10, 4),
			 HOT_FIELD(iss, 1, 4), HOT_FIELD(iss, 17, 3));
}

static void name_call(u64 key, char name[HOT_NAME_MOST], char how[HOT_NAME_MOST])
{
	u32 ec = KEY_EC(key), imm = HOT_FIELD(key, 32, 16), function = key;
	unsigned int i;

	snprintf(how, HOT_NAME_MOST, "%s",
		 ec == KVMTRAP_EC_HVC64 || ec == KVMTRAP_EC_HVC32 ? "hvc" : "smc");
	if (imm) {
		snprintf(name, HOT_NAME_MOST, "#%u", imm);
		return;
	}
	snprintf(name, HOT_NAME_MOST, "0x%08x", function);
	for (i = 0; i < ARRAY_SIZE(calls); i++) {
		if (calls[i].function == function)
			snprintf(name, HOT_NAME_MOST, "%s", calls[i].name);
	}
}

static void name_page(u64 key, char name[HOT_NAME_MOST], char how[HOT_NAME_MOST])
{
	u32 size = HOT_FIELD(key, 2, 3);
	u64 gfn = (key & ((1ull << KEY_EC_SHIFT) - 1)) >> PAGE_GFN_SHIFT;
	const char *who = key & 1 ? "vmm" : "kernel";
	const char *dir = key & 2 ? "write" : "read";

	snprintf(name, HOT_NAME_MOST, "0x%llx", (unsigned long long)gfn << 12);
	if (size == PAGE_NO_SIZE)
		snprintf(how, HOT_NAME_MOST, "%s-%s", who, dir);
	else
		snprintf(how, HOT_NAME_MOST, "%s-%s%u", who, dir, 1u << size);
}

static void name_fault(u64 key, char name[HOT_NAME_MOST], char how[HOT_NAME_MOST])
{
	u32 fsc = HOT_FIELD(key, 0, 6);
	const char *noslot = HOT_FIELD(key, 8, 1) ? "-noslot" : "";

	/* Arm ARM: 0b0001LL translation, 0b0010LL access flag, 0b0011LL permission. */
	if (FSC_IS_TRANSLATION(fsc))
		snprintf(name, HOT_NAME_MOST, "translation%s", noslot);
	else if ((fsc & 0x3c) == 0x08)
		snprintf(name, HOT_NAME_MOST, "access-flag%s", noslot);
	else if ((fsc & 0x3c) == 0x0c)
		snprintf(name, HOT_NAME_MOST, "permission%s", noslot);
	else
		snprintf(name, HOT_NAME_MOST, "fsc-0x%02x%s", fsc, noslot);
	snprintf(how, HOT_NAME_MOST, "%s%s", HOT_FIELD(key, 7, 1) ? "walk-" : "",
		 KEY_EC(key) == KVMTRAP_EC_IABT_LOW ? "exec" :
		 HOT_FIELD(key, 6, 1) ? "write" : "read");
}

void arch_hot_name(enum hot_kind kind, u64 key, char name[HOT_NAME_MOST],
		   char how[HOT_NAME_MOST])
{
	switch (kind) {
	case HOT_CALL:
		name_call(key, name, how);
		break;
	case HOT_PAGE:
		name_page(key, name, how);
		break;
	case HOT_FAULT:
		name_fault(key, name, how);
		break;
	default:
		if (KEY_EC(key) == KVMTRAP_EC_SYS64)
			name_sysreg(key, name);
		else
			name_cp(KEY_EC(key), key, name);
		snprintf(how, HOT_NAME_MOST, key & 1 ? "read" : "write");
	}
}
