// SPDX-License-Identifier: GPL-2.0-only
/*
 * nested.c - see nested.h.
 */
#include <string.h>

#include "query/nested.h"

/* By which a guest runs its own guest: AMD's, and Intel's two. */
static bool is_run(const char *reason)
{
	return !strcmp(reason, "VMRUN") || !strcmp(reason, "VMLAUNCH") ||
	       !strcmp(reason, "VMRESUME");
}

static uint64_t runs_of(const struct result *reasons, const char *vm)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < reasons->rows; i++) {
		const struct result_row *row = &reasons->row[i];

		if (!strcmp(result_key(reasons, row, "vm"), vm) &&
		    is_run(result_key(reasons, row, "reason")))
			n += result_value(reasons, row, "exits");
	}
	return n;
}

static void add_vm(struct sheet *sheet, const struct result *vms, const struct result_row *row,
		   uint64_t runs)
{
	uint64_t exits = result_value(vms, row, "exits");

	result_key_cells(sheet, vms, row);
	sheet_number(sheet, exits);
	sheet_number(sheet, result_value(vms, row, "nested"));
	sheet_number(sheet, runs);
	sheet_real(sheet, (double)exits / runs);
}

void nested_sheet(struct sheet *sheet, const struct vm_filter *only, const struct snapshot *a,
		  const struct snapshot *b)
{
	const struct query by_vm = { .view = view_find("vm"), .only.vms = only->vms };
	const struct query by_reason = {
		.view = view_find("reason"), .per = PER_VM, .only.vms = only->vms,
	};
	struct result vms, reasons;
	size_t i;

	query_change(&vms, &by_vm, a, b);
	query_change(&reasons, &by_reason, a, b);
	sheet_init(sheet, "nested");
	result_key_columns(sheet, &vms);
	sheet_column(sheet, "exits", "Total", CELL_COUNT);
	sheet_column(sheet, "nested", "Nested", CELL_COUNT);
	sheet_column(sheet, "runs", "Runs", CELL_COUNT);
	sheet_column(sheet, "exits_per_run", "Exits/run", CELL_RATIO);
	for (i = 0; i < vms.rows; i++) {
		uint64_t runs;

		/* Few VMs do: only for these are all reasons looked at. */
		if (!result_value(&vms, &vms.row[i], "nested"))
			continue;
		runs = runs_of(&reasons, result_key(&vms, &vms.row[i], "vm"));
		if (runs)
			add_vm(sheet, &vms, &vms.row[i], runs);
	}
	sheet_sort(sheet, sheet_find(sheet, "exits"), false);
	result_free(&reasons);
	result_free(&vms);
}
