/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * top.h - the live view: what it shows, and how it is drawn.
 */
#ifndef KVMTRAP_TOP_H
#define KVMTRAP_TOP_H

#include "output/shape.h"
#include "query/choose.h"
#include "top/history.h"

/* Enter leads from each to the next. */
enum top_level { TOP_VMS, TOP_VCPUS, TOP_REASONS, TOP_HOT, TOP_LEVELS };

struct top {
	enum top_level level;
	struct choice *choice;	/* the VMs that are shown; with a vCPU, only that of each */
	struct event_choice events;	/* the exits that are shown */
	char *only;		/* ", only mmio,msr", for the title; "": all events */
	char vm[24], vcpu[24];	/* what the user went into; "": nothing */
	char key[TOP_LEVELS][128];	/* identifies the selected row, which may move */
	bool sort_is_habit, columns_are_habit;	/* of the configuration: may be lacking */
	const struct shape *shape;	/* columns, how many rows, the usual column to sort by */
	struct history history;	/* of the rates */
	const char *sort[TOP_LEVELS];	/* a column's name; NULL: the usual one */
	bool reverse[TOP_LEVELS];
	size_t first, selected;	/* indices of rows */
	char filter[64];	/* show only rows with this text */
	bool straight;		/* the user went from a VM to its reasons */
	bool typing;		/* the user is typing the filter */
	bool paused, totals, help;
	bool classes;		/* reasons are put together by class */
	bool colour, pictures;	/* the terminal has colours; block characters */
	double interval;	/* s */
	unsigned long count;	/* end after so many looks; 0: never */
	struct cell total[SHEET_COLUMNS];	/* all rows together */
	/* Where things were drawn, for the mouse. */
	struct {
		unsigned int columns, column[SHEET_COLUMNS];
		int x[SHEET_COLUMNS + 1];
		int titles, rows;	/* lines where these begin */
	} at;
};

/**
 * top_run() - Show the live view until the user quits, or print it.
 * @t: its choice, shape, interval, count and totals are set, all else is zero
 * @a: the first snapshot; at the end it is the last but one, to be freed
 * @root: where the next ones are loaded from, as for snapshot_load()
 * @batch: print each view to stdout, without a terminal
 *
 * Dies if the VMs have no column that the shape asks for.
 */
void top_run(struct top *t, struct snapshot *a, const char *root, bool batch);

/**
 * top_sheet() - Make the sheet of a level, sorted and filtered.
 * @sheet: to be freed with sheet_free()
 * @t: the view; if the sheet lacks the column to sort by, it is sorted by the usual one
 * @a: the first snapshot; NULL: all since the beginning
 * @b: the last snapshot
 */
void top_sheet(struct sheet *sheet, struct top *t, const struct snapshot *a,
	       const struct snapshot *b);

/* Return: the column that the rows are sorted by. */
int top_order(const struct top *t, const struct sheet *sheet);

/* Join the texts of a row to one text, which tells it from other rows. */
void top_key(char key[128], const struct sheet *sheet, size_t row);

/* Select a row, or the nearest that there is. */
void top_select(struct top *t, const struct sheet *sheet, long row);

/* Select the row with the key that was selected, wherever it is now. */
void top_find_selected(struct top *t, const struct sheet *sheet);

/* Do what a key is for. Return: false to quit. */
bool top_press(struct top *t, const struct sheet *sheet, int key);

/**
 * top_draw() - Draw the view on the whole screen.
 * @t: the view
 * @sheet: the sheet of its level
 * @s: the last snapshot
 * @seconds: the time between the two snapshots; 0: since the beginning; below 0: not known
 * @what: what that time is, behind it in the title
 */
void top_draw(struct top *t, const struct sheet *sheet, const struct snapshot *s,
	      double seconds, const char *what);

/* Make the sheet of VMs, or of the vCPUs of the VM that was entered, in no order. */
void top_vms_sheet(struct sheet *sheet, struct top *t, const struct snapshot *a,
		   const struct snapshot *b);

/*
 * Note the columns of @t->shape that VMs may lack now: some are there only later, and a habit
 * may name what is there with other options or settings.
 */
void top_look_later(struct shape_search *search, const struct top *t);

/*
 * Do what a click or the wheel is for. Return: true if it was the second click on a row: go
 * into it.
 */
bool top_mouse(struct top *t, const struct sheet *sheet);

/* Choose the columns that fit @width, and where each begins. */
void top_fit(struct top *t, const struct sheet *sheet, int width[SHEET_COLUMNS], int room);

/* There are no rates where the time between two snapshots is below 0. */
#define TOP_SET_BACK	"the change; the clock was set back"

/* Return: what health says against the numbers, for the title; "": nothing. */
const char *top_health(const struct snapshot *s);

/* Print the view to stdout, with a line that says of when it is. */
void top_print(struct top *t, struct sheet *sheet, const struct snapshot *s, double seconds,
	       const char *what);

#endif
