// SPDX-License-Identifier: GPL-2.0-only
/*
 * fuzz_recording.c - make a snapshot and a series of the exits of a recording. Whatever was
 * recorded can be read, and no exit is missing in the result. Results of times lack the exits whose
 * time is not known. (libtracecmd reads the file itself, which is not fuzzed here.)
 */
#include <string.h>

#include "input/recording.h"
#include "query/series.h"
#include "query/query.h"
#include "fuzz.h"

/* Add an exit, made of eight bytes. Its time is not before that of the last one. */
static void take(struct recording *r, const uint8_t *p, uint64_t *now)
{
	struct traced_exit *e = &r->exit[r->exits++];

	*now += (uint64_t)p[0] << (p[1] % 56);
	e->time = *now;
	e->ns = (uint64_t)p[2] << (p[3] % 64);
	e->vm = p[4] & 0x80 ? UINT64_MAX - p[4] : p[4];
	e->vcpu = p[5];
	e->reason = p[6];
	e->nested = p[7] & 1;
}

static uint64_t total(const char *view, const struct snapshot *s)
{
	struct query q = { .view = view_find(view) };
	struct result r;
	uint64_t n = 0;
	size_t i;

	query_run(&r, &q, s);
	for (i = 0; i < r.rows; i++)
		n += r.row[i].value[0];
	result_free(&r);
	return n;
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct recording r = { 0 };
	char comm[16] = "";
	struct series series;
	struct snapshot s;
	double drawn = 0;
	uint64_t now = 0;
	size_t i, timed;
	unsigned int row;

	if (size < 16)
		return;
	memcpy(comm, data, 15);
	recording_note_comm(&r, data[0], comm);
	r.arch = data[15] % (NR_ARCHS + 1);
	r.exit = calloc(size / 8, sizeof(*r.exit));
	for (i = 16; i + 8 <= size; i += 8)
		take(&r, data + i, &now);
	timed = r.exits - recording_untimed(&r);
	snapshot_of_recording(&s, &r, "recording");
	if (r.exits) {
		series_init(&series, data[0] % NR_SERIES_BY, NULL);
		series_of_recording(&series, &r, &s);
		series_shorten(&series, 7);
		for (i = 0; i < series.n; i++) {
			for (row = 0; row < series.rows; row++)
				drawn += slice_exits(&series.slice[i], row);
		}
		MUST(series.n <= 7 && drawn == (series.by == SERIES_LATENCY ? timed : r.exits));
		series_free(&series);
	}
	MUST(total("reason", &s) == r.exits);
	MUST(total("latency", &s) == timed);
	snapshot_free(&s);
	recording_free(&r);
}
