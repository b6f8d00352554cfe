// SPDX-License-Identifier: GPL-2.0-only
/*
 * series_recording.c - a series of a recording.
 */
#include <inttypes.h>
#include <stdio.h>

#include "input/reasons.h"
#include "query/series.h"
#include "util/die.h"
#include "util/number.h"

/* A recording has so many slices at most, and at least; between these, so many exits in each. */
#define SLICES_MOST	100
#define SLICES_LEAST	10
#define EXITS_PER_SLICE	10

/* The rows of exits of one VM by reason, as far as they are known: a recording is long. */
struct known {
	uint64_t vm;
	bool is[REASONS_MOST];
	long row[REASONS_MOST];
};

/* Return the row of an exit. By latency, it is only known whether there is one. */
static long find_row(struct series *s, const struct recording *r, const struct snapshot *names,
		     const struct traced_exit *e)
{
	struct reason_names reason = reason_names(r->arch, e->reason);
	struct series_key key = { .class = reason.class, .reason = reason.name };
	char vm[24];

	snprintf(vm, sizeof(vm), "%" PRIu64, e->vm);
	key.vm = vm;
	if (s->by == SERIES_VM)
		key.vm_name = snapshot_vm_name(names, vm);
	return series_row(s, &key);
}

static long row_of_exit(struct series *s, const struct recording *r, const struct snapshot *names,
			const struct traced_exit *e, struct known *k)
{
	long row;

	if (s->by == SERIES_VM && e->vm != k->vm)
		*k = (struct known){ .vm = e->vm };
	if (e->reason >= REASONS_MOST) {
		row = find_row(s, r, names, e);
	} else {
		if (!k->is[e->reason])
			k->row[e->reason] = find_row(s, r, names, e);
		k->is[e->reason] = true;
		row = k->row[e->reason];
	}
	if (row < 0 || s->by != SERIES_LATENCY)
		return row;
	return e->ns ? (long)latency_row(e->ns) : -1;
}

void series_of_recording(struct series *s, const struct recording *r,
			 const struct snapshot *names)
{
	size_t i, n = r->exits / EXITS_PER_SLICE;
	struct known known = { 0 };
	uint64_t begin;
	double width;

	if (r->exits < 2 || r->exit[0].time == r->exit[r->exits - 1].time)
		die("too little in this recording to be drawn: %zu exit%s", r->exits,
		    plural(r->exits, "", "s"));
	n = n < SLICES_LEAST ? SLICES_LEAST : n > SLICES_MOST ? SLICES_MOST : n;
	begin = r->exit[0].time;
	width = (r->exit[r->exits - 1].time - begin) / 1e9 / n;
	for (i = 0; i < n; i++)
		series_add_slice(s, width);
	for (i = 0; i < r->exits; i++) {
		const struct traced_exit *e = &r->exit[i];
		double at = (e->time - begin) / 1e9 / width;
		long row = row_of_exit(s, r, names, e, &known);

		if (row >= 0)
			series_count(s, at < n ? at : n - 1, row, 1);
	}
}
