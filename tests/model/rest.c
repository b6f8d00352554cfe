// SPDX-License-Identifier: GPL-2.0-only
/*
 * rest.c - check that the module does not stay attached to kvm_entry when it needs that no
 * more. Every exit would pay for it.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "control.h"
#include "programs.h"
#include "table.h"
#include "vmm.h"
#include "wrong.h"

static bool is_disabled(const char *item)
{
	struct table t;
	unsigned int row;
	bool ok = table_read(&t, HEALTH), disabled = false;

	if (ok) {
		row = row_where(&t, 0, "item", item);
		disabled = row == t.nr_rows ||
			   !strcmp(cell(&t, row, column_of(&t, "value")), "disabled");
	}
	table_free(&t);
	return disabled;
}

bool control_rests(void)
{
	struct vmm *v = &vmms[0];

	if (!control.enabled || control.times || control.traced[TRACE_EXIT] ||
	    control.traced[TRACE_COUNTS])
		return true;
	if (!vmm_start(v, program_by_name("hvc"), 1, BY_THREADS, false, 0))
		return false;
	/* A kernel worker detaches it, sooner or later: where it never does, the walk is stuck. */
	while (!is_disabled("state.kvm_entry") && !what_is_wrong())
		usleep(5000);
	return !what_is_wrong();
}
