// SPDX-License-Identifier: GPL-2.0-only
/*
 * fit.c - which columns the live view has room for, and where they are.
 */
#include <string.h>

#include "top/top.h"

#define GAP		1
#define LEAST_NUMBER	5
/* A name may have any length; no column is wider than this, but a list of reasons. */
#define WIDEST		24
#define WIDEST_LIST	60
#define LEAST_LIST	16

/* What goes first where there is no room; what is not here goes last. */
static const char *const dispensable[] = {
	"error_percent", "p90_ns", "p50_ns", "reasons", "split", "trend", "max_ns", "p99_ns",
	"nested", "halted_ns", "vmm_ns", "kernel_ns", "guest_ns", "to_user", "irq", "cpu", "mem",
	"io", "code",
};

#define NR_DISPENSABLE	(sizeof(dispensable) / sizeof(dispensable[0]))

static bool is_list(const struct column *c)
{
	return !strcmp(c->name, "reasons");
}

/* Note the columns that are wanted, in their order. */
static void choose_columns(struct top *t, const struct sheet *sheet)
{
	bool chosen = t->shape->columns && t->level <= TOP_VCPUS;
	unsigned int i, n = 0;

	for (i = 0; chosen && i < t->shape->columns; i++) {
		int column = shape_find(sheet, t->shape->column[i]);

		if (column >= 0)
			t->at.column[n++] = column;
	}
	for (i = 0; !chosen && i < sheet->columns; i++) {
		if (!sheet->column[i].quiet)
			t->at.column[n++] = i;
	}
	t->at.columns = n;
}

static int needed(const struct top *t, const int width[])
{
	int all = 0;
	unsigned int i;

	for (i = 0; i < t->at.columns; i++)
		all += width[t->at.column[i]] + (i ? GAP : 0);
	return all;
}

static void leave_out(struct top *t, unsigned int at)
{
	t->at.columns--;
	memmove(&t->at.column[at], &t->at.column[at + 1],
		(t->at.columns - at) * sizeof(t->at.column[0]));
}

/* Leave out the column that is needed least. A list of reasons is made narrower at first. */
static void make_room(struct top *t, const struct sheet *sheet, int width[], int room)
{
	unsigned int i, at;

	for (i = 0; i < NR_DISPENSABLE; i++) {
		for (at = 0; at < t->at.columns; at++) {
			const struct column *c = &sheet->column[t->at.column[at]];
			int *w = &width[t->at.column[at]];

			if (strcmp(c->name, dispensable[i]))
				continue;
			if (is_list(c) && *w - (needed(t, width) - room) >= LEAST_LIST)
				*w -= needed(t, width) - room;
			else
				leave_out(t, at);
			return;
		}
	}
	leave_out(t, t->at.columns - 1);
}

void top_fit(struct top *t, const struct sheet *sheet, int width[SHEET_COLUMNS], int room)
{
	int order = top_order(t, sheet), x = 0;
	unsigned int i;
	char buf[256];

	choose_columns(t, sheet);
	sheet_widths(sheet, width);
	for (i = 0; i < sheet->columns; i++) {
		const struct column *c = &sheet->column[i];
		int most = is_list(c) ? WIDEST_LIST : WIDEST, title = strlen(c->title);

		/* The arrow is behind the title. */
		if ((int)i == order && width[i] <= title)
			width[i] = title + 1;
		if (!is_text(c->type) && !t->total[i].none) {
			cell_show(c, &t->total[i], buf, sizeof(buf));
			if ((int)strlen(buf) > width[i])
				width[i] = strlen(buf);
		}
		if (width[i] > most)
			width[i] = most;
		if (!is_text(c->type) && width[i] < LEAST_NUMBER)
			width[i] = LEAST_NUMBER;
	}
	while (t->at.columns > 1 && needed(t, width) > room)
		make_room(t, sheet, width, room);
	for (i = 0; i < t->at.columns; i++) {
		x += i ? GAP : 0;
		t->at.x[i] = x;
		x += width[t->at.column[i]];
	}
	t->at.x[i] = x;
}
