// SPDX-License-Identifier: GPL-2.0-only
/*
 * vmtop.c - see vmtop.h. The columns and their order are from the README of vmtop.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/emit.h"
#include "cmd/options.h"
#include "cmd/vmtop.h"
#include "input/snapshot.h"
#include "output/sheet.h"
#include "query/query.h"
#include "util/die.h"
#include "util/file_text.h"
#include "util/number.h"

/* Where a column comes from: a column of vcpus, or rows of the view reason or user. */
enum origin { UNKNOWN, OF_VCPU, OF_REASONS, OF_RETURNS };

/* A name that ends in a star stands for all that begin like it. */
struct vmtop_column {
	const char *column;
	enum origin from;
	const char *what[7];
};

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

/* Those of the snapshot's architecture. */
static const struct vmtop_column *columns;

/* More than any architecture has. */
#define MOST_COLUMNS	24
_Static_assert(sizeof(arm64) / sizeof(arm64[0]) <= MOST_COLUMNS &&
	       sizeof(x86) / sizeof(x86[0]) <= MOST_COLUMNS, "MOST_COLUMNS");

/* Times of the thread that runs a vCPU, on a live host: see proc(5). */
static const char *const times[] = { "steal_ns", "vcpu_utime", "vcpu_stime", "gtime" };

static bool matches(const char *pattern, const char *text)
{
	size_t n = strlen(pattern);

	if (pattern[n - 1] == '*')
		return !strncmp(pattern, text, n - 1);
	return !strcmp(pattern, text);
}

static bool is_in(const char *const what[], const char *name)
{
	for (; *what; what++) {
		if (matches(*what, name))
			return true;
	}
	return false;
}

/* The columns of one vCPU. */
struct counts {
	uint64_t n[MOST_COLUMNS];
};

/* Add the rows of @r, by VM, vCPU and reason, to the counts of their vCPUs. */
static void add_counts(struct counts *counts, const struct result *vcpus, enum origin from,
		       const struct result *r)
{
	size_t i, c;

	for (i = 0; i < r->rows; i++) {
		const struct result_row *row = &r->row[i];
		const struct result_row key = {
			.key = { result_key(r, row, "vm"), result_key(r, row, "vcpu") },
		};
		const struct result_row *vcpu = result_find(vcpus, &key);

		for (c = 0; vcpu && columns[c].column; c++) {
			if (columns[c].from == from &&
			    is_in(columns[c].what, result_key(r, row, "reason")))
				counts[vcpu - vcpus->row].n[c] += row->value[0];
		}
	}
}

static void add_own_counts(struct counts *counts, const struct result *vcpus)
{
	size_t i, c;

	for (i = 0; i < vcpus->rows; i++) {
		for (c = 0; columns[c].column; c++) {
			if (columns[c].from == OF_VCPU)
				counts[i].n[c] = result_value(vcpus, &vcpus->row[i],
							      columns[c].what[0]);
		}
	}
}

/* The second field of schedstat, in ns; fields 14, 15 and 43 of stat, in ticks. */
static bool thread_times(const char *pid, const char *tid, uint64_t value[4])
{
	char *path = xasprintf("/proc/%s/task/%s/schedstat", pid, tid);
	char *text = file_text(path), *rest, *word;
	int field = 2;

	free(path);
	if (!text || sscanf(text, "%*s %lu", &value[0]) != 1) {
		free(text);
		return false;
	}
	free(text);
	path = xasprintf("/proc/%s/task/%s/stat", pid, tid);
	text = file_text(path);
	free(path);
	rest = text ? strrchr(text, ')') : NULL;
	value[1] = value[2] = value[3] = 0;
	while (rest && (word = strsep(&rest, " "))) {
		uint64_t n;

		if (parse_number(word, &n) && (field == 14 || field == 15 || field == 43))
			value[field == 43 ? 3 : field - 13] = n;
		field++;
	}
	free(text);
	return field > 43;
}

static const char *vcpu_cell(const struct snapshot *s, const char *vm,
			     const char *vcpu, const char *name)
{
	const struct table *t = snapshot_table(s, "vcpus");
	int column = table_column(t, name);
	size_t row;

	for (row = 0; column >= 0 && row < t->rows; row++) {
		if (!strcmp(table_cell(t, row, 0), vm) &&
		    !strcmp(table_cell(t, row, 1), vcpu))
			return table_cell(t, row, column);
	}
	return "-";
}

static void add_columns(struct sheet *sheet)
{
	size_t i;

	sheet_column(sheet, "pid", "PID", CELL_ID);
	sheet_column(sheet, "vm_name", "VM", CELL_TEXT);
	sheet_column(sheet, "vcpu", "vCPU", CELL_ID);
	sheet_column(sheet, "tid", "TID", CELL_ID);
	for (i = 0; columns[i].column; i++)
		sheet_column(sheet, columns[i].column, columns[i].column, CELL_COUNT);
	for (i = 0; i < 4; i++)
		sheet_column(sheet, times[i], times[i], CELL_COUNT);
}

static void add_row(struct sheet *sheet, const struct result_row *row,
		    const struct counts *counts, const struct snapshot *s)
{
	const char *vm = row->key[0], *vcpu = row->key[1];
	const char *pid = vcpu_cell(s, vm, vcpu, "pid");
	const char *tid = vcpu_cell(s, vm, vcpu, "tid");
	uint64_t time[4];
	bool running = s->live && thread_times(pid, tid, time);
	size_t i;

	sheet_text(sheet, pid);
	sheet_text(sheet, row->vm_name);
	sheet_text(sheet, vcpu);
	sheet_text(sheet, tid);
	for (i = 0; columns[i].column; i++) {
		if (columns[i].from == UNKNOWN)
			sheet_none(sheet);
		else
			sheet_number(sheet, counts->n[i]);
	}
	for (i = 0; i < 4; i++) {
		if (running)
			sheet_number(sheet, time[i]);
		else
			sheet_none(sheet);
	}
}

void vmtop_print(const struct snapshot *a, const struct snapshot *b,
		 const struct output *o, const struct vm_filter *only)
{
	struct query q = { .view = view_find("vcpu"), .per = PER_VCPU, .only = *only };
	struct result vcpus, reasons, returns;
	struct counts *counts;
	struct sheet sheet;
	size_t i;

	if (b->arch == ARCH_UNKNOWN)
		die("vmtop has no columns for the architecture %s", snapshot_arch_name(b));
	columns = b->arch == ARCH_X86 ? x86 : arm64;
	query_change(&vcpus, &q, a, b);
	q.view = view_find("reason");
	query_change(&reasons, &q, a, b);
	q.view = view_find("user");
	query_change(&returns, &q, a, b);
	counts = calloc(vcpus.rows + 1, sizeof(*counts));
	if (!counts)
		die("out of memory");
	add_own_counts(counts, &vcpus);
	add_counts(counts, &vcpus, OF_REASONS, &reasons);
	add_counts(counts, &vcpus, OF_RETURNS, &returns);
	sheet_init(&sheet, "vmtop");
	add_columns(&sheet);
	for (i = 0; i < vcpus.rows; i++) {
		/* vmtop shows neither ended vCPUs nor exits that belong to none. */
		if (strcmp(vcpus.row[i].key[1], "-"))
			add_row(&sheet, &vcpus.row[i], &counts[i], b);
	}
	output_sheet(o, "vmtop", b, &sheet);
	sheet_free(&sheet);
	free(counts);
	result_free(&vcpus);
	result_free(&reasons);
	result_free(&returns);
}
