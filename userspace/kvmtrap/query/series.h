/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * series.h - exits over time, for pictures: by class, or by the time that they took.
 */
#ifndef KVMTRAP_SERIES_H
#define KVMTRAP_SERIES_H

#include <stdbool.h>
#include <stddef.h>

#include "input/recording.h"
#include "input/snapshot.h"
#include "query/query.h"
#include "uapi/latency.h"

/* Room for the six classes, and for the rows of the table latency. */
#define SERIES_ROWS	LATENCY_BUCKETS

struct series {
	bool heat;		/* the rows are those of latency, else the classes */
	unsigned int rows;
	size_t n;
	struct slice {
		double at;	/* when it ends, in s since the beginning */
		double seconds;	/* how long it is */
		double exits[SERIES_ROWS];
	} *slice;
};

void series_init(struct series *s, bool heat);
void series_free(struct series *s);

/* Cut a recording into a hundred slices. Dies if there is too little to be drawn. */
void series_of_recording(struct series *s, const struct recording *r);

/**
 * series_of_csv() - Read what kvmtrap stat -I wrote as CSV.
 * @s: from series_init()
 * @text: from --by class, or from --by latency for heat; is modified
 * @path: what to call it in a message
 *
 * Dies if @text is something else.
 */
void series_of_csv(struct series *s, char *text, const char *path);

/* Add a slice, from snapshot @a to @b, of these VMs and this vCPU only. */
void series_add(struct series *s, const struct vm_filter *only, const struct snapshot *a,
		const struct snapshot *b);

#endif
