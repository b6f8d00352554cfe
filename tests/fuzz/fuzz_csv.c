// SPDX-License-Identifier: GPL-2.0-only
/*
 * fuzz_csv.c - give `kvmtrap plot` what looks like the output of `kvmtrap stat --csv`: by class,
 * by reason, by VM, and by how long exits took; of all exits, and of some.
 */
#include <string.h>

#include "query/series.h"
#include "fuzz.h"

#define MOST	50	/* slices, in the end */

void fuzz_one(const uint8_t *data, size_t size)
{
	struct event_choice some = { { "io", "MMIO_*" }, 2 };
	enum series_by by;
	struct series s;
	size_t i, row;
	char *text;

	for (by = SERIES_CLASS; by <= SERIES_LATENCY; by++) {
		series_init(&s, by, size % 2 ? &some : NULL);
		text = fuzz_text(data, size);
		series_of_csv(&s, text, "csv");
		series_shorten(&s, MOST);
		MUST(s.n <= MOST);
		for (i = 0; i < s.n; i++) {
			MUST(s.slice[i].rows <= s.rows);
			for (row = 0; row < s.rows; row++)
				slice_exits(&s.slice[i], row);
		}
		series_free(&s);
		free(text);
	}
}
