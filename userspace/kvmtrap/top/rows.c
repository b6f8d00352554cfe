// SPDX-License-Identifier: GPL-2.0-only
/*
 * rows.c - the numbers of the live view.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "top/top.h"

/* Values of the views vm and vcpu; each is shown as a rate. */
static const struct {
	const char *value, *title;
} rates[] = {
	{ "exits", "Exits" }, { "cpu", "CPU" }, { "mem", "MEM" },
	{ "io", "IO" }, { "irq", "IRQ" }, { "to_user", "User" },
};

/* Values of the view time; each is shown as a share of the total. */
static const struct {
	const char *value, *title;
} shares[] = {
	{ "guest_ns", "Guest%" }, { "kernel_ns", "Kern%" },
	{ "halted_ns", "Halt%" }, { "vmm_ns", "VMM%" },
};

/* Only some architectures tell these; shown where a VM has had any. */
static bool any_nested(const struct snapshot *s)
{
	const struct table *t = snapshot_table(s, "vms");
	int nested = t ? table_column(t, "nested") : -1;
	size_t row;

	for (row = 0; nested >= 0 && row < t->rows; row++) {
		if (strcmp(table_cell(t, row, nested), "0"))
			return true;
	}
	return false;
}

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* @seconds: 0: all so far */
static void add_rate(struct sheet *sheet, uint64_t n, double seconds)
{
	if (seconds)
		sheet_real(sheet, n / seconds);
	else
		sheet_number(sheet, n);
}

static void add_shares(struct sheet *sheet, const struct result *times,
		       const struct result_row *row)
{
	const struct result_row *time = result_find(times, row);
	uint64_t all = time ? result_value(times, time, "total_ns") : 0;
	size_t i;

	for (i = 0; i < COUNT(shares); i++) {
		if (all)
			sheet_real(sheet, 100.0 * result_value(times, time, shares[i].value) / all);
		else
			sheet_none(sheet);
	}
}

/* Return true if this VM or vCPU has ended: it will count nothing more. */
static bool is_over(const struct snapshot *s, const struct result *r, const struct result_row *row)
{
	if (r->keys > 1)
		return !strcmp(row->key[1], "-");
	return snapshot_vm_ended(s, row->key[0]);
}

/*
 * Fill the sheet with all VMs, or with the vCPUs of one VM: their counts, and shares
 * of time if times are measured.
 */
static void sheet_of_vms(struct sheet *sheet, const struct top *t, const struct snapshot *a,
			 const struct snapshot *b)
{
	bool vcpus = t->level == TOP_VCPUS;
	const char *vm = t->vm;
	struct vm_set entered = { 1, (char **)&vm };
	struct query q = {
		.view = view_find(vcpus ? "vcpu" : "vm"), .per = vcpus ? PER_VCPU : PER_VM,
		.only = { vcpus ? &entered : choice_filter(t->choice).vms, NULL },
	};
	double passed = a ? snapshot_seconds(a, b) : 0;
	double seconds = passed > 0 ? passed : 0;	/* 0: all so far */
	enum cell_type type = seconds ? CELL_RATE : CELL_COUNT;
	bool nested = any_nested(b);
	struct result r, times;
	size_t i, j;

	query_change(&r, &q, a, b);
	q.view = view_find("time");
	query_change(&times, &q, a, b);
	sheet_column(sheet, "vm", "VM", CELL_ID);
	if (vcpus)
		sheet_column(sheet, "vcpu", "vCPU", CELL_ID);
	sheet_column(sheet, "vm_name", "Name", CELL_TEXT);
	for (i = 0; i < COUNT(rates); i++)
		sheet_column(sheet, rates[i].value, rates[i].title, type);
	for (i = 0; i < COUNT(shares) && times.rows; i++)
		sheet_column(sheet, shares[i].value, shares[i].title, CELL_PERCENT);
	if (nested)
		sheet_column(sheet, "nested", "Nested", type);
	for (i = 0; i < r.rows; i++) {
		const struct result_row *row = &r.row[i];

		if (seconds && !row->value[0] && is_over(b, &r, row))
			continue;
		for (j = 0; j < r.keys; j++)
			sheet_text(sheet, row->key[j]);
		sheet_text(sheet, row->vm_name);
		for (j = 0; j < COUNT(rates); j++)
			add_rate(sheet, result_value(&r, row, rates[j].value), seconds);
		if (times.rows)
			add_shares(sheet, &times, row);
		if (nested)
			add_rate(sheet, result_value(&r, row, "nested"), seconds);
	}
	result_free(&r);
	result_free(&times);
}

static bool contains(const struct sheet *sheet, size_t row, const char *text)
{
	unsigned int i;

	for (i = 0; i < sheet->columns; i++) {
		const struct cell *c = sheet_cell(sheet, row, i);

		if (is_text(sheet->column[i].type) && !c->none && strcasestr(c->text, text))
			return true;
	}
	return false;
}

/* Remove the rows without @text, and free their texts. */
static void filter_rows(struct sheet *sheet, const char *text)
{
	size_t row, to = 0;
	unsigned int i;

	for (row = 0; row < sheet->rows; row++) {
		bool keep = contains(sheet, row, text);

		for (i = 0; i < sheet->columns; i++) {
			struct cell *c = sheet_cell(sheet, row, i);

			if (keep)
				*sheet_cell(sheet, to, i) = *c;
			else if (is_text(sheet->column[i].type))
				free((char *)c->text);
		}
		to += keep;
	}
	sheet->rows = to;
	sheet->filled = to * sheet->columns;
}

/* The usual order is the one that the user wanted, or by the first column of numbers. */
static int usual_order(const struct top *t, const struct sheet *sheet)
{
	int wanted = t->usual ? sheet_find(sheet, t->usual) : -1;
	unsigned int i;

	if (wanted >= 0)
		return wanted;
	for (i = 0; i < sheet->columns; i++) {
		if (!is_text(sheet->column[i].type))
			return i;
	}
	return 0;
}

void top_sheet(struct sheet *sheet, struct top *t, const struct snapshot *a,
	       const struct snapshot *b)
{
	bool hot = t->level == TOP_HOT;
	const char *vm = t->vm;
	struct vm_set entered = { 1, (char **)&vm };
	struct query q = {
		.view = view_find(hot ? "hot" : "reason"),
		/* The table hot is by VM, not by vCPU. */
		.only = { &entered, *t->vcpu && !hot ? t->vcpu : NULL },
	};
	int *sort = &t->sort[t->level];

	if (t->totals)
		a = NULL;
	if (t->level == TOP_REASONS || hot) {
		query_sheet(sheet, &q, a, b);
	} else {
		sheet_init(sheet, "top");
		sheet_of_vms(sheet, t, a, b);
	}
	if (*t->filter)
		filter_rows(sheet, t->filter);
	if (*sort >= (int)sheet->columns)
		*sort = -1;
	sheet_sort(sheet, *sort < 0 ? usual_order(t, sheet) : *sort, t->reverse[t->level]);
}

void top_key(char key[128], const struct sheet *sheet, size_t row)
{
	unsigned int i, n = 0;

	key[0] = '\0';
	for (i = 0; i < sheet->columns && n < 128; i++) {
		const struct cell *c = sheet_cell(sheet, row, i);

		if (is_text(sheet->column[i].type))
			n += snprintf(key + n, 128 - n, "%s\t", c->none ? "-" : c->text);
	}
}
