// SPDX-License-Identifier: GPL-2.0-only
/*
 * vmtop.c - see vmtop.h. The columns and their order: vmtop's README.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/vmtop.h"
#include "query/change.h"
#include "util/number.h"

/* From the counts of one reason of `reasons` (r), one of `userspace` (u), or a
 * column of `vcpus` (c); what begins with the text, if a star ends it.
 */
static const struct {
	const char *column;
	char from;
	const char *what[7];
} columns[] = {
	{ "hvc_exit_stat", 'r', { "HVC64", "HVC32" } },
	{ "wfe_exit_stat" },
	{ "wfi_exit_stat" },
	{ "mmio_exit_user", 'r', { "MMIO_USER" } },
	{ "mmio_exit_kernel", 'r', { "MMIO_KERNEL" } },
	{ "signal_exits", 'c', { "signal" } },
	{ "exits", 'c', { "exits" } },
	{ "fp_asimd_exit_stat", 'r', { "FP_ASIMD" } },
	{ "irq_exit_stat", 'r', { "IRQ" } },
	{ "sys64_exit_stat", 'r', { "SYS64" } },
	{ "mabt_exit_stat", 'c', { "mem" } },
	{ "fail_entry_exit_stat", 'u', { "FAIL_ENTRY" } },
	{ "internal_error_exit_stat", 'u', { "INTERNAL_ERROR" } },
	{ "unknown_ec_exit_stat", 'r', { "UNKNOWN*" } },
	{ "cp15_32_exit_stat", 'r', { "CP15_32" } },
	{ "cp15_64_exit_stat", 'r', { "CP15_64" } },
	{ "cp14_mr_exit_stat", 'r', { "CP14_MR" } },
	{ "cp14_ls_exit_stat", 'r', { "CP14_LS" } },
	{ "cp14_64_exit_stat", 'r', { "CP14_64" } },
	{ "smc_exit_stat", 'r', { "SMC64", "SMC32" } },
	{ "sve_exit_stat", 'r', { "SVE" } },
	{ "debug_exit_stat", 'r',
	  { "BREAKPT_LOW", "SOFTSTP_LOW", "WATCHPT_LOW", "BRK64", "BKPT32" } },
};

#define NR_COLUMNS (sizeof(columns) / sizeof(columns[0]))

/* Of a thread, for who reads them live: proc(5). */
static const char *const times[] = { "steal_ns", "vcpu_utime", "vcpu_stime", "gtime" };

static bool matches(const char *pattern, const char *text)
{
	size_t n = strlen(pattern);

	if (pattern[n - 1] == '*')
		return !strncmp(pattern, text, n - 1);
	return !strcmp(pattern, text);
}

static const char *key_of(const struct sums *sums, const struct sum *row, const char *name)
{
	unsigned int i;

	for (i = 0; i < sums->keys; i++) {
		if (!strcmp(sums->key_name[i], name))
			return row->key[i];
	}
	return "-";
}

static bool same_vcpu(const struct sums *sums, const struct sum *row,
		      const char *vm, const char *vcpu)
{
	return !strcmp(key_of(sums, row, "vm"), vm) &&
	       !strcmp(key_of(sums, row, "vcpu"), vcpu);
}

static uint64_t of_reasons(const struct sums *sums, const char *vm,
			   const char *vcpu, const char *const what[])
{
	uint64_t n = 0;
	size_t i, j;

	for (i = 0; i < sums->rows; i++) {
		const struct sum *row = &sums->row[i];

		if (!same_vcpu(sums, row, vm, vcpu))
			continue;
		for (j = 0; what[j]; j++) {
			if (matches(what[j], key_of(sums, row, "reason")))
				n += row->value[0];
		}
	}
	return n;
}

static uint64_t of_column(const struct view *v, const struct sum *row, const char *name)
{
	unsigned int i;

	for (i = 0; v->value[i].name; i++) {
		if (!strcmp(v->value[i].name, name))
			return row->value[i];
	}
	return 0;
}

/* Fields 14, 15 and 43 of stat, in ticks; the second of schedstat, in ns. */
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
	for (i = 0; i < NR_COLUMNS; i++)
		sheet_column(sheet, columns[i].column, columns[i].column, CELL_COUNT);
	for (i = 0; i < 4; i++)
		sheet_column(sheet, times[i], times[i], CELL_COUNT);
}

static void add_row(struct sheet *sheet, const struct sums *sums,
		    const struct sum *row, const struct sums *reasons,
		    const struct sums *user, const struct snapshot *s)
{
	const char *vm = key_of(sums, row, "vm"), *vcpu = key_of(sums, row, "vcpu");
	const char *pid = vcpu_cell(s, vm, vcpu, "pid");
	const char *tid = vcpu_cell(s, vm, vcpu, "tid");
	uint64_t time[4];
	bool running = s->live && thread_times(pid, tid, time);
	size_t i;

	sheet_text(sheet, pid);
	sheet_text(sheet, snapshot_vm_name(s, vm));
	sheet_text(sheet, vcpu);
	sheet_text(sheet, tid);
	for (i = 0; i < NR_COLUMNS; i++) {
		switch (columns[i].from) {
		case 'c':
			sheet_number(sheet, of_column(sums->view, row, columns[i].what[0]));
			break;
		case 'r':
			sheet_number(sheet, of_reasons(reasons, vm, vcpu, columns[i].what));
			break;
		case 'u':
			sheet_number(sheet, of_reasons(user, vm, vcpu, columns[i].what));
			break;
		default:
			sheet_none(sheet);
		}
	}
	for (i = 0; i < 4; i++) {
		if (running)
			sheet_number(sheet, time[i]);
		else
			sheet_none(sheet);
	}
}

void vmtop_print(const struct snapshot *a, const struct snapshot *b,
		 const struct output *o, const struct view_filter *filter)
{
	struct sums vcpus, reasons, user;
	struct sheet sheet;
	size_t i;

	change_sums(&vcpus, view_find("vcpu"), PER_VCPU, filter, a, b);
	change_sums(&reasons, view_find("reason"), PER_VCPU, filter, a, b);
	change_sums(&user, view_find("user"), PER_VCPU, filter, a, b);
	sheet_init(&sheet, "vmtop");
	add_columns(&sheet);
	for (i = 0; i < vcpus.rows; i++) {
		/* Ended ones, and what belongs to none, vmtop does not have. */
		if (strcmp(key_of(&vcpus, &vcpus.row[i], "vcpu"), "-"))
			add_row(&sheet, &vcpus, &vcpus.row[i], &reasons, &user, b);
	}
	output_sheet(o, "vmtop", b, &sheet);
	sheet_free(&sheet);
	sums_free(&vcpus);
	sums_free(&reasons);
	sums_free(&user);
}
