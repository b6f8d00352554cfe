/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * top.h - the live view: what it shows, and how it is drawn.
 */
#ifndef KVMTRAP_TOP_H
#define KVMTRAP_TOP_H

#include "output/shape.h"
#include "query/choose.h"

/* Enter leads from each to the next. */
enum top_level { TOP_VMS, TOP_VCPUS, TOP_REASONS, TOP_HOT, TOP_LEVELS };

struct top {
	enum top_level level;
	struct choice *choice;	/* the VMs that are shown */
	char vm[24], vcpu[24];	/* what the user went into; "": nothing */
	char key[TOP_LEVELS][128];	/* identifies the selected row, which may move */
	const char *usual;	/* the usual column to sort by; NULL: the first number */
	int sort[TOP_LEVELS];	/* column; -1: the usual one */
	bool reverse[TOP_LEVELS];
	size_t first, selected;	/* indices of rows */
	char filter[64];	/* show only rows with this text */
	bool typing;		/* the user is typing the filter */
	bool paused, totals, help;
	double interval;	/* s */
};

/**
 * top_run() - Show the live view until the user quits.
 * @a: the first snapshot; at the end it is the last but one, to be freed
 * @root: where the next ones are loaded from, as for snapshot_load()
 * @interval: the time between two snapshots, in s
 * @c: which VMs to show, after choose()
 * @shape: what to sort by; dies if the VMs have no such column
 */
void top_run(struct snapshot *a, const char *root, double interval, struct choice *c,
	     const struct shape *shape);

/**
 * top_sheet() - Make the sheet of a level, sorted and filtered.
 * @sheet: to be freed with sheet_free()
 * @t: the view; if the sheet lacks the column to sort by, that is set to the usual one
 * @a: the first snapshot; NULL: all since the beginning
 * @b: the last snapshot
 */
void top_sheet(struct sheet *sheet, struct top *t, const struct snapshot *a,
	       const struct snapshot *b);

/* Join the texts of a row to one text, which tells it from other rows. */
void top_key(char key[128], const struct sheet *sheet, size_t row);

/* Select the row with the key that was selected, wherever it is now. */
void top_find_selected(struct top *t, const struct sheet *sheet);

/* Do what a key is for. Return: false to quit. */
bool top_press(struct top *t, const struct sheet *sheet, int key);

/**
 * top_draw() - Draw the view on the whole screen.
 * @t: the view
 * @sheet: the sheet of its level
 * @s: the last snapshot
 * @seconds: the time between the two snapshots; 0: since the beginning
 * @rebooted: the two snapshots are of different boots
 */
void top_draw(struct top *t, const struct sheet *sheet, const struct snapshot *s,
	      double seconds, bool rebooted);

#endif
