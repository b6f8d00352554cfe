// SPDX-License-Identifier: GPL-2.0-only
/*
 * hotkey.c - see hotkey.h. Fields of details and of error codes: AMD's manual,
 * volume 2, chapter 15.
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "uapi/x86/calls.h"
#include "uapi/x86/msrs.h"
#include "hotkey.h"

#define HOT_OF(kind)	((kind) + 1)
#define CR_AND_DR(direction)						\
	[KVMTRAP_SVM_##direction##_CR0]	= HOT_OF(HOT_REGISTER),	\
	[KVMTRAP_SVM_##direction##_CR2]	= HOT_OF(HOT_REGISTER),	\
	[KVMTRAP_SVM_##direction##_CR3]	= HOT_OF(HOT_REGISTER),	\
	[KVMTRAP_SVM_##direction##_CR4]	= HOT_OF(HOT_REGISTER),	\
	[KVMTRAP_SVM_##direction##_CR8]	= HOT_OF(HOT_REGISTER),	\
	[KVMTRAP_SVM_##direction##_DR0]	= HOT_OF(HOT_REGISTER),	\
	[KVMTRAP_SVM_##direction##_DR1]	= HOT_OF(HOT_REGISTER),	\
	[KVMTRAP_SVM_##direction##_DR2]	= HOT_OF(HOT_REGISTER),	\
	[KVMTRAP_SVM_##direction##_DR3]	= HOT_OF(HOT_REGISTER),	\
	[KVMTRAP_SVM_##direction##_DR4]	= HOT_OF(HOT_REGISTER),	\
	[KVMTRAP_SVM_##direction##_DR5]	= HOT_OF(HOT_REGISTER),	\
	[KVMTRAP_SVM_##direction##_DR6]	= HOT_OF(HOT_REGISTER),	\
	[KVMTRAP_SVM_##direction##_DR7]	= HOT_OF(HOT_REGISTER)

const u8 x86_hot_of[KVMTRAP_NR_REASONS] = {
	CR_AND_DR(READ),
	CR_AND_DR(WRITE),
	[KVMTRAP_SVM_CR0_SEL_WRITE]	= HOT_OF(HOT_REGISTER),
	[KVMTRAP_SVM_MSR]		= HOT_OF(HOT_MSR),
	[KVMTRAP_SVM_VMMCALL]		= HOT_OF(HOT_CALL),
	[KVMTRAP_VMX_CR_ACCESS]		= HOT_OF(HOT_REGISTER),
	[KVMTRAP_VMX_DR_ACCESS]		= HOT_OF(HOT_REGISTER),
	[KVMTRAP_VMX_MSR_READ]		= HOT_OF(HOT_MSR),
	[KVMTRAP_VMX_MSR_WRITE]		= HOT_OF(HOT_MSR),
	[KVMTRAP_VMX_MSR_READ_IMM]	= HOT_OF(HOT_MSR),
	[KVMTRAP_VMX_MSR_WRITE_IMM]	= HOT_OF(HOT_MSR),
	[KVMTRAP_VMX_VMCALL]		= HOT_OF(HOT_CALL),
	[KVMTRAP_VMX_EPT_VIOLATION]	= HOT_OF(HOT_FAULT),
	[KVMTRAP_VMX_EPT_MISCONFIG]	= HOT_OF(HOT_FAULT),
	[KVMTRAP_R_PIO_KERNEL]		= HOT_OF(HOT_PORT),
	[KVMTRAP_R_PIO_USER]		= HOT_OF(HOT_PORT),
	[KVMTRAP_R_MMIO_KERNEL]		= HOT_OF(HOT_PAGE),
	[KVMTRAP_R_MMIO_USER]		= HOT_OF(HOT_PAGE),
	[KVMTRAP_SVM_NPF]		= HOT_OF(HOT_FAULT),
	[KVMTRAP_SVM_PF_EXCP]		= HOT_OF(HOT_FAULT),
};

struct named {
	u32 number;
	const char *name;
};

static const struct named msrs[] = {
#define X(number, name) { number, name },
	KVMTRAP_MSRS(X)
#undef X
};

static const struct named calls[] = {
#define X(number, name) { number, name },
	KVMTRAP_KVM_HYPERCALLS(X)
#undef X
};

static void name_number(u32 number, const struct named *table, size_t n,
			char name[HOT_NAME_MOST])
{
	snprintf(name, HOT_NAME_MOST, "0x%08x", number);
	while (n--) {
		if (table[n].number == number)
			snprintf(name, HOT_NAME_MOST, "%s", table[n].name);
	}
}

static void name_vmx_register(u64 key, char name[HOT_NAME_MOST], char how[HOT_NAME_MOST])
{
	static const char *const cr_how[] = { "write", "read", "clts", "lmsw" };

	if (KEY_REASON(key) == KVMTRAP_VMX_CR_ACCESS) {
		snprintf(name, HOT_NAME_MOST, "CR%u", (u32)(key & CR_NUMBER));
		snprintf(how, HOT_NAME_MOST, "%s", cr_how[CR_HOW(key)]);
	} else {
		snprintf(name, HOT_NAME_MOST, "DR%u", (u32)(key & DR_NUMBER));
		snprintf(how, HOT_NAME_MOST, key & DR_READ ? "read" : "write");
	}
}

/* The reason says it: READ_CR0, WRITE_DR7, CR0_SEL_WRITE. */
static void name_svm_register(const char *reason, char name[HOT_NAME_MOST],
			      char how[HOT_NAME_MOST])
{
	bool read = !strncmp(reason, "READ_", 5), write = !strncmp(reason, "WRITE_", 6);

	snprintf(name, HOT_NAME_MOST, "%.3s", reason + (read ? 5 : write ? 6 : 0));
	snprintf(how, HOT_NAME_MOST, read ? "read" : write ? "write" : "selective-write");
}

static void name_port(u64 key, char name[HOT_NAME_MOST], char how[HOT_NAME_MOST])
{
	bool kernel = KEY_REASON(key) == KVMTRAP_R_PIO_KERNEL;

	snprintf(name, HOT_NAME_MOST, "0x%04x", (u32)key >> 16);
	/* Bits 4 to 6 say how many bytes: one of them is set. */
	snprintf(how, HOT_NAME_MOST, "%s-%s%s%u", kernel ? "kernel" : "vmm",
		 key & IOIO_IN ? "in" : "out", key & IOIO_STRING ? "s" : "",
		 (u32)key >> 4 & 7);
}

static void name_page(u64 key, char name[HOT_NAME_MOST], char how[HOT_NAME_MOST])
{
	bool kernel = KEY_REASON(key) == KVMTRAP_R_MMIO_KERNEL;
	/* Its topmost bit stands for those above it. */
	s64 page = (s64)(key << (64 - KEY_REASON_SHIFT)) >> (64 - KEY_PAGE_BITS);

	snprintf(name, HOT_NAME_MOST, "0x%llx", (unsigned long long)page << 12);
	snprintf(how, HOT_NAME_MOST, "%s-%s", kernel ? "kernel" : "vmm",
		 key & KEY_PAGE_UNTOLD ? "access" : key & FAULT_WRITE ? "write" : "read");
}

static void name_fault(u64 key, char name[HOT_NAME_MOST], char how[HOT_NAME_MOST])
{
	snprintf(name, HOT_NAME_MOST, "%s", key & FAULT_RESERVED ? "reserved" :
		 key & FAULT_PRESENT ? "permission" : "not-present");
	snprintf(how, HOT_NAME_MOST, "%s", key & FAULT_UNTOLD ? "access" :
		 key & FAULT_FETCH ? "exec" : key & FAULT_WRITE ? "write" : "read");
}

void arch_hot_name(enum hot_kind kind, u64 key, char name[HOT_NAME_MOST],
		   char how[HOT_NAME_MOST])
{
	switch (kind) {
	case HOT_MSR:
		name_number(key, msrs, ARRAY_SIZE(msrs), name);
		snprintf(how, HOT_NAME_MOST, key & BIT_ULL(32) ? "write" : "read");
		break;
	case HOT_CALL:
		name_number(key, calls, ARRAY_SIZE(calls), name);
		snprintf(how, HOT_NAME_MOST, "%s",
			 KEY_REASON(key) == KVMTRAP_VMX_VMCALL ? "vmcall" : "vmmcall");
		break;
	case HOT_PORT:
		name_port(key, name, how);
		break;
	case HOT_PAGE:
		name_page(key, name, how);
		break;
	case HOT_FAULT:
		name_fault(key, name, how);
		break;
	default:
		if (KEY_REASON(key) == KVMTRAP_VMX_CR_ACCESS ||
		    KEY_REASON(key) == KVMTRAP_VMX_DR_ACCESS)
			name_vmx_register(key, name, how);
		else
			name_svm_register(arch_reason(KEY_REASON(key))->name, name, how);
	}
}
