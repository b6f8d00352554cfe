// SPDX-License-Identifier: GPL-2.0-only
/*
 * fuzz_csv.c - give `kvmtrap plot` what looks like the output of `kvmtrap stat --csv`: by
 * class, and by how long exits took.
 */
#include "query/series.h"
#include "fuzz.h"

void fuzz_one(const uint8_t *data, size_t size)
{
	struct series s;
	char *text;
	int heat;

	for (heat = 0; heat < 2; heat++) {
		series_init(&s, heat);
		MUST(s.rows <= SERIES_ROWS);
		text = fuzz_text(data, size);
		series_of_csv(&s, text, "csv");
		series_free(&s);
		free(text);
	}
}
