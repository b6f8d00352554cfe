/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * series.h - exits over time, for pictures: by class, by reason, by VM, or by the time that they
 * took.
 */
#ifndef KVMTRAP_SERIES_H
#define KVMTRAP_SERIES_H

#include <stdbool.h>
#include <stddef.h>

#include "input/recording.h"
#include "input/snapshot.h"
#include "query/query.h"

enum series_by { SERIES_CLASS, SERIES_REASON, SERIES_VM, SERIES_LATENCY, NR_SERIES_BY };

/* What they are called, which is what the views with these numbers are called. */
extern const char *const series_names[NR_SERIES_BY];

struct series {
	enum series_by by;
	const struct event_choice *events;	/* NULL: all */
	/*
	 * All classes in their order; all rows of the table latency; or the reasons or the VMs,
	 * as they came.
	 */
	size_t rows;
	struct series_row {
		char *name;	/* "VM 6 (web)"; NULL: of latency */
		double exits;	/* in all slices */
	} *row;
	void *tree;		/* the rows' names, for tsearch(): there may be thousands of VMs */
	size_t n;
	struct slice {
		double at;	/* when it ends, in s since the beginning */
		double seconds;	/* how long it is */
		size_t rows;	/* how many of them have a number here; of the others it is 0 */
		double *exits;
	} *slice;
	double begin;		/* Unix time in s; 0: not known */
};

/**
 * series_init() - Make a series without a slice.
 * @s: to be freed with series_free()
 * @by: what its rows are
 * @events: the exits that count, or NULL; must live as long as @s
 */
void series_init(struct series *s, enum series_by by, const struct event_choice *events);
void series_free(struct series *s);

/* Return: the exits of a row in a slice. */
static inline double slice_exits(const struct slice *slice, size_t row)
{
	return row < slice->rows ? slice->exits[row] : 0;
}

/* What is told of exits. NULL: it is not told. */
struct series_key {
	const char *class, *reason, *vm, *vm_name;
	uint64_t ns;		/* how long they took; for SERIES_LATENCY */
};

/* Add a slice, behind the last one. */
void series_add_slice(struct series *s, double seconds);

/* Return: the row of such exits, which is made if it is new; -1: they do not count. */
long series_row(struct series *s, const struct series_key *key);

/* Add exits to a slice. */
void series_count(struct series *s, size_t slice, size_t row, double exits);

/* Put slices that follow each other together, so that there are at most @most. */
void series_shorten(struct series *s, size_t most);

/**
 * series_of_recording() - Cut a recording into slices of the same length.
 * @s: from series_init()
 * @r: the recording
 * @names: the snapshot of it, which has the names of the VMs
 *
 * Dies if there is too little to be drawn.
 */
void series_of_recording(struct series *s, const struct recording *r,
			 const struct snapshot *names);

/**
 * series_of_csv() - Read what kvmtrap stat -I wrote as CSV.
 * @s: from series_init()
 * @text: is modified
 * @path: what to call it in a message
 *
 * Dies if @text is something else, or does not tell apart what the rows are.
 */
void series_of_csv(struct series *s, char *text, const char *path);

/* Add a slice, from snapshot @a to @b, of these VMs and this vCPU only. */
void series_add(struct series *s, const struct vm_filter *only, const struct snapshot *a,
		const struct snapshot *b);

#endif
