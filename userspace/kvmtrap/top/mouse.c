// SPDX-License-Identifier: GPL-2.0-only
/*
 * mouse.c - what clicks and the wheel do in the live view.
 */
#include <curses.h>

#include "top/top.h"

/* How many rows the wheel moves. */
#define WHEEL	3

/* Sort by the column whose title is at @x; if it is sorted by it, the other way round. */
static void click_title(struct top *t, const struct sheet *sheet, int x)
{
	unsigned int i, column;

	for (i = 0; i < t->at.columns; i++) {
		column = t->at.column[i];
		if (x < t->at.x[i] || x >= t->at.x[i + 1] || sheet->column[column].drawn)
			continue;
		if (top_order(t, sheet) == (int)column)
			t->reverse[t->level] = !t->reverse[t->level];
		t->sort[t->level] = sheet->column[column].name;
	}
}

bool top_mouse(struct top *t, const struct sheet *sheet)
{
	long row;
	MEVENT event;

	if (getmouse(&event) != OK || !t->at.columns)
		return false;
	if (event.bstate & BUTTON4_PRESSED) {
		top_select(t, sheet, (long)t->selected - WHEEL);
		return false;
	}
#ifdef BUTTON5_PRESSED
	if (event.bstate & BUTTON5_PRESSED) {
		top_select(t, sheet, (long)t->selected + WHEEL);
		return false;
	}
#endif
	row = event.y - t->at.rows + (long)t->first;
	if (event.y == t->at.titles)
		click_title(t, sheet, event.x);
	if (event.y < t->at.rows || row >= (long)sheet->rows)
		return false;
	if (row == (long)t->selected)
		return true;
	top_select(t, sheet, row);
	return false;
}
