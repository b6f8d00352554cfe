/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * shape.h - how people and programs want a sheet: its order, how much of it, and with what
 * around it.
 */
#ifndef KVMTRAP_SHAPE_H
#define KVMTRAP_SHAPE_H

#include "output/sheet.h"

struct shape {
	const char *sort;	/* the column to sort by; NULL: leave the order as it is */
	bool backwards;
	size_t limit;		/* show at most this many rows; 0: all */
	char *column[SHEET_COLUMNS];	/* only these, in this order */
	size_t columns;		/* 0: all */
	bool no_header;		/* rows only */
	bool timestamps;	/* begin each row with the time */
};

/**
 * shape_choose() - Choose columns, in place of any that were chosen before.
 * @s: the shape, which keeps pointers into @list
 * @list: names, with commas between them; is modified
 *
 * Return: NULL, or what is wrong with the list.
 */
const char *shape_choose(struct shape *s, char *list);

/* The names of columns that were looked for, and where. All zero at first. */
struct shape_search {
	bool sort, column[SHEET_COLUMNS];	/* it was found */
	const char *name[4 * SHEET_COLUMNS];	/* the names that there are */
	size_t names;
};

/* Note which columns of @shape @s has. */
void shape_look(struct shape_search *search, const struct shape *shape, const struct sheet *s);

/* Die, with the nearest name, if a column of @shape was in no sheet. */
void shape_found(const struct shape_search *search, const struct shape *shape);

/*
 * Return: the column of this name, or -1. perf kvm stat calls the counts sample, and sorts by
 * time as well.
 */
int shape_find(const struct sheet *s, const char *name);

/**
 * shape_apply() - Give a sheet its shape.
 * @shape: columns that the sheet has not are left out; it may lack that to sort by
 * @s: the sheet
 * @when: the time of its rows, Unix time in s
 */
void shape_apply(const struct shape *shape, struct sheet *s, double when);

#endif
