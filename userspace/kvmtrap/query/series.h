/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * series.h - exits over time, to be drawn: by class, or by how long they took.
 */
#ifndef KVMTRAP_SERIES_H
#define KVMTRAP_SERIES_H

#include <stdbool.h>
#include <stddef.h>

#include "input/recording.h"
#include "input/snapshot.h"
#include "uapi/histogram.h"

/* Rows: the six classes, or the rows of the file spread. */
#define SERIES_ROWS	SPREAD_BUCKETS

struct series {
	bool heat;		/* rows are of spread */
	unsigned int rows;
	size_t n;
	struct slice {
		double at;	/* its end, s since the beginning */
		double seconds;
		double exits[SERIES_ROWS];
	} *slice;
};

void series_init(struct series *s, bool heat);
void series_free(struct series *s);

/* A hundred slices of a recording. */
void series_of_recording(struct series *s, const struct recording *r);

/*
 * Of what `kvmtrap stat -I S --csv --by class` (or `spread`) wrote, which is cut up;
 * ends the program with a message if it is something else. @path: what to call it.
 */
void series_of_csv(struct series *s, char *text, const char *path);

/* One slice more, from @a to @b. */
void series_add(struct series *s, const struct snapshot *a, const struct snapshot *b);

#endif
