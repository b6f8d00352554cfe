// SPDX-License-Identifier: GPL-2.0-only
/*
 * cmd_diff.c - two states side by side.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "choose.h"
#include "command.h"
#include "view.h"

static struct options {
	struct output output;
	const char *path[2];
	struct view_choice by;
	struct view_filter filter[2];
} o;

static void check(struct argp_state *state)
{
	unsigned int i;

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
	{ "vm", 'v', "VM[:VM]", 0, "Only this VM of A and B, by number or name; or this of A, this of B" },
	{ 0 }
};

static const struct argp_child children[] = { { &output_argp }, { 0 } };

static const struct argp argp = {
	options, parse, "A B",
	"Two states side by side, and by how much B is more than A: files of kvmtrap save, "
	"copies of the module's files, or recordings (trace.dat).",
	.children = children
};


static int order(const struct sums *sums, const struct sum *a, const struct sum *b)
{
	unsigned int i;
	int result = 0;

	if (!a || !b)
		return !a - !b;
	for (i = 0; !result && i < sums->keys; i++)
		result = strverscmp(a->key[i], b->key[i]);
	return result;
}

static void add_row(struct sheet *sheet, const struct sums *sums, const struct sum *row[2])
{
	uint64_t a = row[0] ? row[0]->value[0] : 0, b = row[1] ? row[1]->value[0] : 0;
	const struct sum *any = row[0] ?: row[1];
	unsigned int i;

	for (i = 0; i < sums->keys; i++)
		sheet_text(sheet, any->key[i]);
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
	const struct column *value = &sums[0].view->value[0];
	bool ns = value->type == CELL_NS;
	size_t n[2] = { 0, 0 };
	unsigned int i;

	sheet_init(sheet, sums[0].view->name);
	for (i = 0; i < sums[0].keys; i++)
		sheet_column(sheet, sums[0].key_name[i], sums[0].key_name[i], CELL_TEXT);
	sheet_column(sheet, ns ? "a_ns" : "a", "A", value->type);
	sheet_column(sheet, ns ? "b_ns" : "b", "B", value->type);
	sheet_column(sheet, ns ? "change_ns" : "change", ns ? "B-A ns" : "B-A", CELL_CHANGE);
	sheet_column(sheet, "change_percent", "%", CELL_PERCENT);
	while (n[0] < sums[0].rows || n[1] < sums[1].rows) {
		const struct sum *row[2];
		int which;

		for (i = 0; i < 2; i++)
			row[i] = n[i] < sums[i].rows ? &sums[i].row[n[i]] : NULL;
		which = order(&sums[0], row[0], row[1]);
		if (which < 0)
			row[1] = NULL;
		if (which > 0)
			row[0] = NULL;
		n[0] += !!row[0];
		n[1] += !!row[1];
		if ((row[0] && row[0]->value[0]) || (row[1] && row[1]->value[0]))
			add_row(sheet, sums, row);
	}
}

static void print_heads(const struct state s[2])
{
	unsigned int n;

	for (n = 0; n < 2; n++) {
		printf("# %c: %s,", "AB"[n], o.path[n]);
		print_title("", &s[n]);
		putchar('\n');
	}
	printf("# from A to B %.3f s%s\n", state_seconds(&s[0], &s[1]),
	       state_rebooted(&s[0], &s[1]) ?
	       ", by the time of day: they are of different boots" : "");
}

int cmd_diff(int argc, char **argv)
{
	struct state s[2];
	unsigned int i, n;
	json_t *head;

	parse_args(&argp, argc, argv, 0, &o);
	for (n = 0; n < 2; n++)
		state_load(&s[n], o.path[n]);
	for (n = 0; n < 2; n++)
		choose_filter(&o.filter[n], &s[n]);
	head = json_head("diff", &s[1]);
	if (!o.output.json && !o.output.csv)
		print_heads(s);
	for (i = 0; i < o.by.n; i++) {
		struct sums sums[2];
		struct sheet sheet;

		for (n = 0; n < 2; n++)
			view_sum(&sums[n], o.by.view[i], PER_HOST, &o.filter[n], &s[n]);
		compare(&sheet, sums);
		if (o.output.json) {
			json_object_set_new(head, o.by.view[i]->name, sheet_json(&sheet));
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
	if (o.output.json)
		json_put(head);
	else
		json_decref(head);
	state_free(&s[0]);
	state_free(&s[1]);
	return STATUS_OK;
}
