// SPDX-License-Identifier: GPL-2.0-only
/*
 * quiet.c - see quiet.h.
 */
#include <string.h>

#include "agree.h"
#include "back.h"
#include "control.h"
#include "model.h"
#include "vmm.h"
#include "quiet.h"
#include "wrong.h"

/* Files in which no number changes while all VMs are stopped, even with times=1. */
static const enum table_id unmoved[] = { SUMMARY, VMS, VCPUS, REASONS, HOT, LATENCY };

static bool nothing_moves(struct table *first)
{
	struct table second[NR_TABLES];
	bool ok = tables_read(second);
	size_t i;

	for (i = 0; ok && i < sizeof(unmoved) / sizeof(unmoved[0]); i++) {
		const struct table *a = &first[unmoved[i]], *b = &second[unmoved[i]];

		if (a->size != b->size || memcmp(a->text, b->text, a->size))
			ok = wrong("%s moves while nobody runs:\n%s%s", table_names[a->id], a->text,
				   b->text);
	}
	tables_free(second);
	return ok;
}

static bool all_holds(void)
{
	struct table tables[NR_TABLES];
	bool ok;

	if (!control.loaded)
		return true;
	ok = tables_read(tables) && tables_agree(tables) && model_holds() && control_shows() &&
	     nothing_moves(tables);
	tables_free(tables);
	if (ok && tables_at_once_exist()) {
		ok = tables_read_at_once(tables) && tables_agree(tables);
		tables_free(tables);
	}
	return ok;
}

bool quiet_begin(void)
{
	reader_rests(true);
	all_stop();
	return all_holds();
}

bool quiet_end(void)
{
	bool ok = all_holds();

	all_continue();
	reader_rests(false);
	return ok;
}
