// SPDX-License-Identifier: GPL-2.0-only
/*
 * diff.c - two states side by side.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"
#include "query/choose.h"
#include "query/view.h"

static struct options {
	struct output output;
	const char *path[2];
	struct view_choice by;
	struct view_filter filter[2];
} o;

static void check(struct argp_state *state)
{
	unsigned int i;

	if (o.path[1] && !strcmp(o.path[0], "-") && !strcmp(o.path[1], "-"))
		argp_error(state, "only one of the two can be stdin");
	if (!o.path[1])
		argp_error(state, "name two states: files of kvmtrap save, or recordings");
	if (!o.by.n) {
		static const char *const usual[] = { "class", "reason", "user", "handling", "hot" };

		/* Totals have no VM. */
		for (i = o.filter[0].vm ? 1 : 0; i < 5 && !(o.output.csv && o.by.n); i++)
			o.by.view[o.by.n++] = view_find(usual[i]);
	}
	if (o.output.csv && o.by.n > 1)
		argp_error(state, "CSV has one table: choose one view with --by");
	for (i = 0; i < o.by.n; i++) {
		if (o.filter[0].vm && !view_has(o.by.view[i], PER_VM))
			argp_error(state, "view '%s' is not by VM", o.by.view[i]->name);
	}
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o.output;
		return 0;
	case 'b':
		choose_views(&o.by, arg, state);
		return 0;
	case 'v':
		o.filter[0].vm = strsep(&arg, ":");
		o.filter[1].vm = arg ?: o.filter[0].vm;
		return 0;
	case ARGP_KEY_ARG:
		if (state->arg_num > 1)
			argp_error(state, "two states are enough");
		o.path[state->arg_num] = arg;
		return 0;
	case ARGP_KEY_END:
		check(state);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option options[] = {
	{ "by", 'b', "VIEW,...", 0,
	  "What to compare (class,reason,user,handling,hot): views of kvmtrap stat" },
	{ "vm", 'v', "VM[:VM]", 0, "Only this VM (of A, and this of B), by number or name" },
	{ 0 }
};

static const struct argp_child children[] = { { &output_argp }, { 0 } };

static const struct argp argp = {
	options, parse, "A B",
	"Two states side by side, and by how much B is more than A: files of kvmtrap save, "
	"copies of the module's files, or recordings (trace.dat).",
	.children = children
};

/* A row of A and the same of B, or NULL. */
struct pair {
	const struct sum *row[2];
};

static uint64_t value_of(const struct pair *p, unsigned int which)
{
	return p->row[which] ? p->row[which]->value[0] : 0;
}

static int order_of_keys(const struct sums *sums, const struct sum *a, const struct sum *b)
{
	unsigned int i;
	int result = 0;

	if (!a || !b)
		return !a - !b;
	for (i = 0; !result && i < sums->keys; i++)
		result = strverscmp(a->key[i], b->key[i]);
	return result;
}

/* Both are in the order of their keys. How many. */
static size_t make_pairs(struct pair *pairs, const struct sums sums[2])
{
	size_t n[2] = { 0, 0 }, count = 0;
	unsigned int i;

	while (n[0] < sums[0].rows || n[1] < sums[1].rows) {
		struct pair *p = &pairs[count];
		int which;

		for (i = 0; i < 2; i++)
			p->row[i] = n[i] < sums[i].rows ? &sums[i].row[n[i]] : NULL;
		which = order_of_keys(&sums[0], p->row[0], p->row[1]);
		if (which < 0)
			p->row[1] = NULL;
		if (which > 0)
			p->row[0] = NULL;
		n[0] += !!p->row[0];
		n[1] += !!p->row[1];
		count += value_of(p, 0) || value_of(p, 1);
	}
	return count;
}

static int by_place(const void *left, const void *right, void *sums)
{
	const struct pair *p = left, *q = right;
	size_t a = (p->row[1] ?: p->row[0])->place, b = (q->row[1] ?: q->row[0])->place;

	(void)sums;
	return (a > b) - (a < b);
}

static uint64_t change_of(const struct pair *p)
{
	uint64_t a = value_of(p, 0), b = value_of(p, 1);

	return a > b ? a - b : b - a;
}

/* The largest first. */
static int by_change(const void *left, const void *right, void *sums)
{
	const struct pair *p = left, *q = right;
	uint64_t a = change_of(p), b = change_of(q);

	if (a != b)
		return a < b ? 1 : -1;
	return order_of_keys(sums, p->row[0] ?: p->row[1], q->row[0] ?: q->row[1]);
}

static void add_row(struct sheet *sheet, const struct sums *sums, const struct pair *p)
{
	uint64_t a = value_of(p, 0), b = value_of(p, 1);

	sums_key_cells(sheet, sums, p->row[0] ?: p->row[1], NULL);
	sheet_number(sheet, a);
	sheet_number(sheet, b);
	sheet_change(sheet, b - a);
	if (a)
		sheet_real(sheet, 100.0 * ((double)b - a) / a);
	else
		sheet_none(sheet);
}

static void compare(struct sheet *sheet, const struct sums sums[2])
{
	const struct view *v = sums[0].view;
	bool ns = v->value[0].type == CELL_NS;
	struct pair *pairs = calloc(sums[0].rows + sums[1].rows + 1, sizeof(*pairs));
	size_t n, i;

	if (!pairs)
		die("out of memory");
	n = make_pairs(pairs, sums);
	if (v->order == BY_PLACE)
		qsort_r(pairs, n, sizeof(*pairs), by_place, NULL);
	if (v->order == BY_SIZE)
		qsort_r(pairs, n, sizeof(*pairs), by_change, (void *)&sums[0]);
	sheet_init(sheet, v->name);
	sums_key_columns(sheet, &sums[0], NULL);
	sheet_column(sheet, ns ? "a_ns" : "a", "A", v->value[0].type);
	sheet_column(sheet, ns ? "b_ns" : "b", "B", v->value[0].type);
	sheet_column(sheet, ns ? "change_ns" : "change", "B-A", ns ? CELL_CHANGE_NS : CELL_CHANGE);
	sheet_column(sheet, "change_percent", "%", CELL_PERCENT);
	for (i = 0; i < n; i++)
		add_row(sheet, &sums[0], &pairs[i]);
	free(pairs);
}

static void print_heads(const struct snapshot s[2])
{
	unsigned int n;

	for (n = 0; n < 2; n++) {
		printf("# %c: %s,", "AB"[n], o.path[n]);
		print_title("", &s[n]);
		putchar('\n');
	}
	printf("# from A to B %.3f s%s\n", snapshot_seconds(&s[0], &s[1]),
	       snapshot_rebooted(&s[0], &s[1]) ?
	       ", by the time of day: they are of different boots" : "");
}

int cmd_diff(int argc, char **argv)
{
	struct snapshot s[2];
	unsigned int i, n;
	json_t *head, *parts = json_object();

	parse_args(&argp, NULL, argc, argv, 0, &o);
	for (n = 0; n < 2; n++)
		snapshot_load(&s[n], o.path[n]);
	for (n = 0; n < 2; n++)
		choose_filter(&o.filter[n], &s[n]);
	head = json_head("diff", &s[1]);
	json_change(head, &s[0], &s[1]);
	if (!o.output.json && !o.output.csv)
		print_heads(s);
	for (i = 0; i < o.by.n; i++) {
		struct sums sums[2];
		struct sheet sheet;

		for (n = 0; n < 2; n++)
			view_sum(&sums[n], o.by.view[i], PER_HOST, &o.filter[n], &s[n]);
		compare(&sheet, sums);
		if (o.output.json) {
			json_object_set_new(parts, o.by.view[i]->name, sheet_json(&sheet));
		} else if (o.output.csv) {
			sheet_csv(&sheet, "", "");
		} else if (sheet.rows) {
			putchar('\n');
			sheet_print(&sheet);
		}
		sheet_free(&sheet);
		sums_free(&sums[0]);
		sums_free(&sums[1]);
	}
	if (!o.output.json && !o.output.csv)
		print_apart(&s[0], &s[1]);
	json_object_set_new(head, "views", parts);
	if (o.output.json)
		json_put(head);
	else
		json_decref(head);
	snapshot_free(&s[0]);
	snapshot_free(&s[1]);
	return STATUS_OK;
}
