// SPDX-License-Identifier: GPL-2.0-only
/*
 * vmtop_columns.c - see vmtop_columns.h. The columns and their order are from the README of
 * vmtop.
 */
#include <string.h>

#include "cmd/vmtop_columns.h"

static const struct vmtop_column arm64[] = {
	{ "hvc_exit_stat", OF_REASONS, { "HVC64", "HVC32" } },
	{ "wfe_exit_stat" },
	{ "wfi_exit_stat" },
	{ "mmio_exit_user", OF_REASONS, { "MMIO_USER" } },
	{ "mmio_exit_kernel", OF_REASONS, { "MMIO_KERNEL" } },
	{ "signal_exits", OF_VCPU, { "signal_exits" } },
	{ "exits", OF_VCPU, { "exits" } },
	{ "fp_asimd_exit_stat", OF_REASONS, { "FP_ASIMD" } },
	{ "irq_exit_stat", OF_REASONS, { "IRQ" } },
	{ "sys64_exit_stat", OF_REASONS, { "SYS64" } },
	{ "mabt_exit_stat", OF_VCPU, { "mem" } },
	{ "fail_entry_exit_stat", OF_RETURNS, { "FAIL_ENTRY" } },
	{ "internal_error_exit_stat", OF_RETURNS, { "INTERNAL_ERROR" } },
	{ "unknown_ec_exit_stat", OF_REASONS, { "UNKNOWN*" } },
	{ "cp15_32_exit_stat", OF_REASONS, { "CP15_32" } },
	{ "cp15_64_exit_stat", OF_REASONS, { "CP15_64" } },
	{ "cp14_mr_exit_stat", OF_REASONS, { "CP14_MR" } },
	{ "cp14_ls_exit_stat", OF_REASONS, { "CP14_LS" } },
	{ "cp14_64_exit_stat", OF_REASONS, { "CP14_64" } },
	{ "smc_exit_stat", OF_REASONS, { "SMC64", "SMC32" } },
	{ "sve_exit_stat", OF_REASONS, { "SVE" } },
	{ "debug_exit_stat", OF_REASONS,
	  { "BREAKPT_LOW", "SOFTSTP_LOW", "WATCHPT_LOW", "BRK64", "BKPT32" } },
	{ NULL }
};

/*
 * Of vmtop's columns those that count exits. Those of MSRs and the last ones are Intel's. They
 * are left out: on AMD's CPUs nothing tells them, and our EPT_VIOLATION is no access to a
 * device, as theirs may be.
 */
static const struct vmtop_column x86[] = {
	{ "invlpg", OF_REASONS, { "INVLPG" } },
	{ "io_exits", OF_REASONS, { "PIO_USER", "PIO_KERNEL" } },
	{ "mmio_exits", OF_REASONS, { "MMIO_USER" } },
	{ "exits", OF_VCPU, { "exits" } },
	{ "halt_exits", OF_REASONS, { "HLT", "IDLE_HLT" } },
	{ "signal_exits", OF_VCPU, { "signal_exits" } },
	{ "irq_exits", OF_REASONS, { "INTR", "EXTERNAL_INTERRUPT" } },
	{ "nmi_window_exits", OF_REASONS, { "IRET", "NMI_WINDOW" } },
	{ "irq_window_exits", OF_REASONS, { "VINTR", "INTERRUPT_WINDOW" } },
	{ "hypercalls", OF_REASONS, { "VMMCALL", "VMCALL" } },
	{ "cr_exits", OF_REASONS, { "READ_CR*", "WRITE_CR*", "CR0_SEL_WRITE", "CR_ACCESS" } },
	{ "msr_rd_exits" },
	{ "msr_wr_exits" },
	{ "pause_exits", OF_REASONS, { "PAUSE", "PAUSE_INSTRUCTION" } },
	{ "apic_wr_exits" },
	{ "ept_vio_exits" },
	{ "ept_mis_exits" },
	{ NULL }
};

_Static_assert(sizeof(arm64) / sizeof(arm64[0]) <= VMTOP_COLUMNS &&
	       sizeof(x86) / sizeof(x86[0]) <= VMTOP_COLUMNS, "VMTOP_COLUMNS");

const struct vmtop_column *vmtop_columns(enum architecture arch)
{
	return arch == ARCH_X86 ? x86 : arm64;
}

static bool matches(const char *pattern, const char *text)
{
	size_t n = strlen(pattern);

	if (pattern[n - 1] == '*')
		return !strncmp(pattern, text, n - 1);
	return !strcmp(pattern, text);
}

bool vmtop_counts(const struct vmtop_column *c, const char *name)
{
	const char *const *what;

	for (what = c->what; *what; what++) {
		if (matches(*what, name))
			return true;
	}
	return false;
}
