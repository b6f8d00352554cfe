// SPDX-License-Identifier: GPL-2.0-only
/*
 * vmtop.c - see vmtop.h.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/vmtop.h"
#include "cmd/vmtop_columns.h"
#include "input/snapshot.h"
#include "output/sheet.h"
#include "query/query.h"
#include "util/die.h"
#include "util/file_text.h"
#include "util/number.h"

/* Those of the snapshot's architecture. */
static const struct vmtop_column *columns;

/* Times of the thread that runs a vCPU, on a live host: see proc(5). */
static const char *const times[] = { "steal_ns", "vcpu_utime", "vcpu_stime", "gtime" };

/* The columns of one vCPU. */
struct counts {
	uint64_t n[VMTOP_COLUMNS];
};

/* Add the rows of @r, by VM, vCPU and reason, to the counts of their vCPUs. */
static void add_counts(struct counts *counts, const struct result *vcpus, enum vmtop_origin from,
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
			    vmtop_counts(&columns[c], result_key(r, row, "reason")))
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
	if (!text || sscanf(text, "%*s %" SCNu64, &value[0]) != 1) {
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

/* There may be many vCPUs: the row says where in the table it is from. */
static const char *vcpu_cell(const struct snapshot *s, const struct result_row *row,
			     const char *name)
{
	return table_get(snapshot_table(s, "vcpus"), row->place / VIEW_CLASSES, name);
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

/* Note which columns @s tells: a recording has neither returns nor all columns of vcpus. */
static void find_told(bool told[VMTOP_COLUMNS], const struct result *vcpus,
		      const struct snapshot *s)
{
	size_t c;

	for (c = 0; columns[c].column; c++)
		told[c] = columns[c].from == OF_VCPU ? result_tells(vcpus, columns[c].what[0]) :
			  columns[c].from == OF_RETURNS ? !!snapshot_table(s, "userspace") :
			  columns[c].from != UNKNOWN;
}

static void add_row(struct sheet *sheet, const struct result_row *row, const bool *told,
		    const struct counts *counts, const struct snapshot *s)
{
	const char *pid = vcpu_cell(s, row, "pid"), *tid = vcpu_cell(s, row, "tid");
	uint64_t time[4];
	bool running = s->live && thread_times(pid, tid, time);
	size_t i;

	sheet_text(sheet, pid);
	sheet_text(sheet, row->vm_name);
	sheet_text(sheet, row->key[1]);
	sheet_text(sheet, tid);
	for (i = 0; columns[i].column; i++) {
		if (told[i])
			sheet_number(sheet, counts->n[i]);
		else
			sheet_none(sheet);
	}
	for (i = 0; i < 4; i++) {
		if (running)
			sheet_number(sheet, time[i]);
		else
			sheet_none(sheet);
	}
}

void vmtop_sheet(struct sheet *sheet, const struct vm_filter *only, const struct snapshot *a,
		 const struct snapshot *b)
{
	struct query q = { .view = view_find("vcpu"), .per = PER_VCPU, .only = *only };
	struct result vcpus, reasons, returns;
	bool told[VMTOP_COLUMNS];
	struct counts *counts;
	size_t i;

	if (b->arch == ARCH_UNKNOWN)
		die("vmtop has no columns for the architecture %s", snapshot_arch_name(b));
	columns = vmtop_columns(b->arch);
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
	find_told(told, &vcpus, b);
	sheet_init(sheet, "vmtop");
	add_columns(sheet);
	for (i = 0; i < vcpus.rows; i++) {
		/* vmtop shows neither ended vCPUs nor exits of vCPUs without a record. */
		if (strcmp(vcpus.row[i].key[1], "-"))
			add_row(sheet, &vcpus.row[i], told, &counts[i], b);
	}
	free(counts);
	result_free(&vcpus);
	result_free(&reasons);
	result_free(&returns);
}
