// SPDX-License-Identifier: GPL-2.0-only
/*
 * keys.c - what keys do in the live view.
 */
#include <curses.h>
#include <string.h>

#include "top/top.h"

#define ESCAPE 27

void top_find_selected(struct top *t, const struct sheet *sheet)
{
	size_t row;
	char key[128];

	for (row = 0; *t->key[t->level] && row < sheet->rows; row++) {
		top_key(key, sheet, row);
		if (!strcmp(key, t->key[t->level])) {
			t->selected = row;
			return;
		}
	}
	if (t->selected >= sheet->rows)
		t->selected = sheet->rows ? sheet->rows - 1 : 0;
}

void top_select(struct top *t, const struct sheet *sheet, long row)
{
	if (row >= (long)sheet->rows)
		row = (long)sheet->rows - 1;
	if (row < 0)
		row = 0;
	t->selected = row;
	if (sheet->rows)
		top_key(t->key[t->level], sheet, row);
}

static void copy_cell(char *to, size_t size, const struct sheet *sheet, size_t row,
		      const char *column)
{
	int i = sheet_find(sheet, column);
	const struct cell *c = i < 0 ? NULL : sheet_cell(sheet, row, i);

	strncpy(to, c && !c->none ? c->text : "-", size - 1);
}

/* @straight: from a VM to the reasons of all its vCPUs */
static void enter(struct top *t, const struct sheet *sheet, bool straight)
{
	if (!sheet->rows || t->level == TOP_HOT)
		return;
	/* The rows of VMs are their vCPUs already. */
	straight |= t->level == TOP_VMS && t->choice->vcpu;
	if (t->level == TOP_VMS)
		copy_cell(t->vm, sizeof(t->vm), sheet, t->selected, "vm");
	if (t->level == TOP_VCPUS || (t->level == TOP_VMS && t->choice->vcpu))
		copy_cell(t->vcpu, sizeof(t->vcpu), sheet, t->selected, "vcpu");
	t->level += straight ? 2 : 1;
	t->straight = straight || (t->straight && t->level == TOP_HOT);
	t->selected = t->first = 0;
	t->filter[0] = t->key[t->level][0] = '\0';
}

static void leave(struct top *t)
{
	if (*t->filter) {
		t->filter[0] = '\0';
		return;
	}
	if (t->level == TOP_VMS)
		return;
	t->level -= t->straight && t->level == TOP_REASONS ? 2 : 1;
	t->selected = t->first = 0;
	if (t->level <= TOP_VCPUS)
		t->vcpu[0] = '\0';
	if (t->level == TOP_VMS)
		t->vm[0] = '\0';
}

static void type(struct top *t, int key)
{
	size_t n = strlen(t->filter);

	if (key == '\n' || key == KEY_ENTER) {
		t->typing = false;
	} else if (key == ESCAPE) {
		t->typing = false;
		t->filter[0] = '\0';
	} else if ((key == KEY_BACKSPACE || key == 127 || key == '\b') && n) {
		t->filter[n - 1] = '\0';
	} else if (key >= ' ' && key < 127 && n + 1 < sizeof(t->filter)) {
		t->filter[n] = key;
		t->filter[n + 1] = '\0';
	}
}

static void sort_by(struct top *t, const struct sheet *sheet, int step)
{
	int column = top_order(t, sheet), n = sheet->columns;

	do {
		column = (column + step + n) % n;
	} while (sheet->column[column].drawn || sheet->column[column].quiet);
	t->sort[t->level] = sheet->column[column].name;
}

/* Return the row that a key leads to, or -1 if the key is for something else. */
static long row_of_key(const struct top *t, const struct sheet *sheet, int key)
{
	long page = LINES > 4 ? LINES - 4 : 1, row = t->selected;

	switch (key) {
	case KEY_UP:
		return row ? row - 1 : 0;
	case KEY_DOWN:
		return row + 1;
	case KEY_PPAGE:
		return row > page ? row - page : 0;
	case KEY_NPAGE:
		return row + page;
	case KEY_HOME:
		return 0;
	case KEY_END:
		return sheet->rows;
	}
	return -1;
}

static void change_view(struct top *t, const struct sheet *sheet, int key)
{
	switch (key) {
	case 'h':
	case '?':
		t->help = true;
		break;
	case ' ':
		t->paused = !t->paused;
		break;
	case 't':
		t->totals = !t->totals;
		break;
	case 'c':
		if (t->level == TOP_REASONS) {
			t->classes = !t->classes;
			t->sort[t->level] = NULL;
		}
		break;
	case 'r':
		t->reverse[t->level] = !t->reverse[t->level];
		break;
	case 's':
		sort_by(t, sheet, 1);
		break;
	case 'S':
		sort_by(t, sheet, -1);
		break;
	case '/':
		t->typing = true;
		t->filter[0] = '\0';
		break;
	case '+':
		t->interval = t->interval > 0.2 ? t->interval / 2 : 0.1;
		break;
	case '-':
		t->interval = t->interval < 1800 ? t->interval * 2 : 3600;
		break;
	}
}

bool top_press(struct top *t, const struct sheet *sheet, int key)
{
	long row = row_of_key(t, sheet, key);

	if (t->typing)
		type(t, key);
	else if (key == 'q')
		return false;
	else if (t->help)
		t->help = false;
	else if (row >= 0)
		top_select(t, sheet, row);
	else if (key == '\n' || key == KEY_ENTER || key == KEY_RIGHT)
		enter(t, sheet, false);
	else if (key == 'e' && t->level == TOP_VMS)
		enter(t, sheet, true);
	else if (key == KEY_MOUSE && top_mouse(t, sheet))
		enter(t, sheet, false);
	else if (key == KEY_MOUSE)
		;
	else if (key == ESCAPE || key == KEY_LEFT || key == KEY_BACKSPACE || key == 127)
		leave(t);
	else
		change_view(t, sheet, key);
	return true;
}
