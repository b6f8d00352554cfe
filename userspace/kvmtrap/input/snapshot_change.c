// SPDX-License-Identifier: GPL-2.0-only
/*
 * snapshot_change.c - what lies between two snapshots: see snapshot.h.
 */
#include <string.h>

#include "input/snapshot.h"
#include "util/number.h"
#include "util/word.h"

bool snapshot_rebooted(const struct snapshot *a, const struct snapshot *b)
{
	return word_is_known(a->boot) && word_is_known(b->boot) && strcmp(a->boot, b->boot);
}

static bool of_one_boot(const struct snapshot *a, const struct snapshot *b)
{
	return word_is_known(a->boot) && word_is_known(b->boot) && !strcmp(a->boot, b->boot);
}

double snapshot_seconds(const struct snapshot *a, const struct snapshot *b)
{
	return of_one_boot(a, b) ? b->boottime - a->boottime : b->when - a->when;
}

double snapshot_counted_seconds(const struct snapshot *a, const struct snapshot *b)
{
	const char *since = snapshot_health(b, "since.unix_ns");
	uint64_t ns;
	double s = b->span;

	if (a && !snapshot_restarted(a, b)) {
		s = snapshot_seconds(a, b);
		return s > 0 ? s : 0;
	}
	if (since && parse_number(since, &ns) && b->when)
		s = b->when - ns / 1e9;
	/* It began after @a, and after the boot. What is longer comes from a clock that was set. */
	if (a && of_one_boot(a, b) && (s <= 0 || s > b->boottime - a->boottime))
		s = b->boottime - a->boottime;
	else if (b->boottime && s > 1.01 * b->boottime)
		s = 0;
	else if (b->boottime && s > b->boottime)
		s = b->boottime;
	return s > 0 ? s : 0;
}

/* A snapshot that another program saved need not have the item. */
static const char *times_since(const struct snapshot *s)
{
	return snapshot_health(s, "times.since.unix_ns") ?: snapshot_health(s, "since.unix_ns");
}

bool snapshot_times_cover(const struct snapshot *a, const struct snapshot *b)
{
	const char *since = times_since(b), *counts;

	if (!since)
		return true;
	if (!strcmp(since, "0"))
		return false;
	counts = a && !snapshot_restarted(a, b) ? times_since(a) :
						  snapshot_health(b, "since.unix_ns");
	return counts && !strcmp(since, counts);
}

/* Return: true if both say since when they count. */
static bool get_since(const struct snapshot *a, const struct snapshot *b, const char *since[2])
{
	since[0] = snapshot_health(a, "since.unix_ns");
	since[1] = snapshot_health(b, "since.unix_ns");
	return since[0] && since[1];
}

bool snapshot_restarted(const struct snapshot *a, const struct snapshot *b)
{
	const char *since[2];

	return get_since(a, b, since) && strcmp(since[0], since[1]);
}

bool snapshot_times_restarted(const struct snapshot *a, const struct snapshot *b)
{
	const char *since[2] = { times_since(a), times_since(b) };

	if (snapshot_restarted(a, b))
		return true;
	/* While times are off, nothing is shown of them. */
	return since[0] && since[1] && strcmp(since[1], "0") && strcmp(since[0], since[1]);
}

bool snapshot_vm_gone(const struct snapshot *a, const struct snapshot *b, const char *vm)
{
	return snapshot_table(b, "vms") && *snapshot_vm_cell(a, vm, "vm") &&
	       !*snapshot_vm_cell(b, vm, "vm");
}

/* Return how many VMs had ended by @a, and are forgotten in @b: they have counted nothing since. */
static uint64_t ended_before(const struct snapshot *a, const struct snapshot *b)
{
	const struct table *vms = snapshot_table(a, "vms");
	uint64_t n = 0;
	size_t i;

	for (i = 0; vms && i < vms->rows; i++) {
		const char *vm = table_get(vms, i, "vm");

		n += snapshot_vm_ended(a, vm) && snapshot_vm_gone(a, b, vm);
	}
	return n;
}

static bool forgotten_so_far(const struct snapshot *s, uint64_t *n)
{
	const char *text = snapshot_health(s, "vms.forgotten");

	return text && parse_number(text, n);
}

uint64_t snapshot_forgotten(const struct snapshot *a, const struct snapshot *b)
{
	uint64_t before = 0, now;

	if (a && snapshot_restarted(a, b))
		a = NULL;
	if (!forgotten_so_far(b, &now) || (a && !forgotten_so_far(a, &before)))
		return 0;
	if (a) {
		if (!snapshot_table(a, "vms") || !snapshot_table(b, "vms"))
			return 0;
		before += ended_before(a, b);
	}
	return now > before ? now - before : 0;
}

bool snapshot_goes_on(const struct snapshot *a, const struct snapshot *b)
{
	const char *since[2];

	return get_since(a, b, since) && !strcmp(since[0], since[1]);
}
