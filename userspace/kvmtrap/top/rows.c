// SPDX-License-Identifier: GPL-2.0-only
/*
 * rows.c - the numbers of the live view.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "top/top.h"

/* Of the view vm or vcpu, each as a rate. */
static const struct {
	const char *value, *title;
} rates[] = {
	{ "exits", "Exits" }, { "cpu", "CPU" }, { "mem", "MEM" },
	{ "io", "IO" }, { "irq", "IRQ" }, { "left", "VMM" },
};

/* Of the view time, each as a share. */
static const struct {
	const char *value, *title;
} shares[] = {
	{ "guest_ns", "Guest%" }, { "kernel_ns", "Kern%" },
	{ "asleep_ns", "Sleep%" }, { "vmm_ns", "VMM%" },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static uint64_t value_of(const struct sums *sums, const struct sum *row, const char *name)
{
	unsigned int i;

	for (i = 0; i < VIEW_VALUES && sums->view->value[i].name; i++) {
		if (!strcmp(sums->view->value[i].name, name))
			return row->value[i];
	}
	return 0;
}

/* Both have the same keys, the VM first. */
static const struct sum *same_row(const struct sums *sums, const struct sum *row)
{
	size_t i;
	unsigned int k;

	for (i = 0; i < sums->rows; i++) {
		for (k = 0; k < sums->keys && !strcmp(sums->row[i].key[k], row->key[k]); k++)
			;
		if (k == sums->keys)
			return &sums->row[i];
	}
	return NULL;
}

static void add_shares(struct sheet *sheet, const struct sums *times, const struct sum *row)
{
	const struct sum *time = same_row(times, row);
	uint64_t all = time ? value_of(times, time, "total_ns") : 0;
	size_t i;

	for (i = 0; i < COUNT(shares); i++) {
		if (all)
			sheet_real(sheet, 100.0 * value_of(times, time, shares[i].value) / all);
		else
			sheet_none(sheet);
	}
}

/* Of one that has ended nothing new is to be expected. */
static bool is_over(const struct snapshot *s, const struct sums *sums, const struct sum *row)
{
	const struct table *vms = snapshot_table(s, "vms");
	int state = vms ? table_column(vms, "state") : -1;
	size_t i;

	if (sums->keys > 1)
		return !strcmp(row->key[1], "-");
	for (i = 0; state >= 0 && i < vms->rows; i++) {
		if (!strcmp(table_cell(vms, i, 0), row->key[0]))
			return strcmp(table_cell(vms, i, state), "live");
	}
	return false;
}

/* VMs, or the vCPUs of one: counts, and shares of time where there are any. */
static void sheet_of_vms(struct sheet *sheet, const struct top *t, const struct snapshot *a,
			 const struct snapshot *b)
{
	bool vcpus = t->level == TOP_VCPUS;
	struct view_filter filter = { .vm = vcpus ? t->vm : NULL };
	enum view_per per = vcpus ? PER_VCPU : PER_VM;
	double passed = a ? snapshot_seconds(a, b) : 0;
	double seconds = passed > 0 ? passed : 0;	/* 0: all so far */
	struct sums sums, times;
	size_t i, j;

	change_sums(&sums, view_find(vcpus ? "vcpu" : "vm"), per, &filter, a, b);
	change_sums(&times, view_find("time"), per, &filter, a, b);
	sheet_column(sheet, "vm", "VM", CELL_ID);
	if (vcpus)
		sheet_column(sheet, "vcpu", "vCPU", CELL_ID);
	sheet_column(sheet, "vm_name", "Name", CELL_TEXT);
	for (i = 0; i < COUNT(rates); i++)
		sheet_column(sheet, rates[i].value, rates[i].title,
			     seconds ? CELL_RATE : CELL_COUNT);
	for (i = 0; i < COUNT(shares) && times.rows; i++)
		sheet_column(sheet, shares[i].value, shares[i].title, CELL_PERCENT);
	for (i = 0; i < sums.rows; i++) {
		const struct sum *row = &sums.row[i];

		if (seconds && !row->value[0] && is_over(b, &sums, row))
			continue;
		for (j = 0; j < sums.keys; j++)
			sheet_text(sheet, row->key[j]);
		sheet_text(sheet, snapshot_vm_name(b, row->key[0]));
		for (j = 0; j < COUNT(rates); j++) {
			uint64_t n = value_of(&sums, row, rates[j].value);

			if (seconds)
				sheet_real(sheet, n / seconds);
			else
				sheet_number(sheet, n);
		}
		if (times.rows)
			add_shares(sheet, &times, row);
	}
	sums_free(&sums);
	sums_free(&times);
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

/* What does not pass goes; its texts as well. */
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

/* The first column of numbers. */
static int usual_order(const struct sheet *sheet)
{
	unsigned int i;

	for (i = 0; i < sheet->columns; i++) {
		if (!is_text(sheet->column[i].type))
			return i;
	}
	return 0;
}

void top_sheet(struct sheet *sheet, struct top *t, const struct snapshot *a,
	       const struct snapshot *b)
{
	struct view_filter filter = {
		.vm = *t->vm ? t->vm : NULL, .vcpu = *t->vcpu ? t->vcpu : NULL,
	};
	int *sort = &t->sort[t->level];

	if (t->totals)
		a = NULL;
	if (t->level == TOP_REASONS || t->level == TOP_HOT) {
		/* What a vCPU trapped on is known by VM only. */
		if (t->level == TOP_HOT)
			filter.vcpu = NULL;
		change_sheet(sheet, view_find(t->level == TOP_HOT ? "hot" : "reason"), PER_HOST,
			     &filter, a, b);
	} else {
		sheet_init(sheet, "top");
		sheet_of_vms(sheet, t, a, b);
	}
	if (*t->filter)
		filter_rows(sheet, t->filter);
	if (*sort >= (int)sheet->columns)
		*sort = -1;
	sheet_sort(sheet, *sort < 0 ? usual_order(sheet) : *sort, t->reverse[t->level]);
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
