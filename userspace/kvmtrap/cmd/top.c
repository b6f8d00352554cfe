// SPDX-License-Identifier: GPL-2.0-only
/*
 * top.c - the live view: its command line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/config.h"
#include "cmd/options.h"
#include "cmd/rows.h"
#include "cmd/user.h"
#include "cmd/which.h"
#include "input/snapshot.h"
#include "top/top.h"
#include "util/die.h"
#include "util/number.h"

static struct options {
	struct output output;
	struct choice choice;
	struct top top;
	const char *user;
	bool batch;
} o = { .top = { .colour = true } };

/* Options without a letter. */
enum { BATCH = 1200 };

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o.choice;
		state->child_inputs[1] = &o.output.shape;
		state->child_inputs[2] = &o.output;
		state->child_inputs[3] = &o.user;
		return 0;
	case 'I':
	case 'd':
		o.top.interval = time_arg(state, "--interval", arg, 0.1, 3600);
		return 0;
	case 'n':
		o.top.count = whole_arg(state, "--count", arg, 1, 1e9);
		return 0;
	case BATCH:
		o.batch = true;
		return 0;
	case 'e':
		choose_events(&o.top.events, arg, state);
		return 0;
	}
	return no_arguments(key, arg, state);
}

static const struct argp_option options[] = {
	{ "interval", 'I', "TIME", 0, "Time between updates (2)" },
	{ "delay", 'd', NULL, OPTION_ALIAS },
	{ "count", 'n', "N", 0, "End after N updates" },
	{ "event", 'e', "EVENT,...", 0, "Only mmio, ioport, msr, vmexit, or reasons" },
	{ "batch", BATCH, NULL, 0, "Print each update as text, for logs" },
	{ 0 }
};

static const struct argp_child children[] = {
	{ &which_argp }, { &rows_argp }, { &root_argp }, { &user_argp }, { 0 }
};

static const struct argp argp = {
	options, parse, "",
	"Show VMs, their vCPUs, their reasons and what exactly they trap on, live: Enter goes "
	"into a row, Esc back, h shows all keys.",
	.children = children
};

/* Habits: what the command line says counts more. */
static int take_interval(char *value)
{
	double x;
	bool unit;

	if (!time_read(value, &x, &unit) || (!unit && x >= MOST_WITHOUT_UNIT) ||
	    !(x >= 0.1 && x <= 3600))
		return -1;
	if (!o.top.interval)
		o.top.interval = x;
	return 0;
}

static int take_limit(char *value)
{
	uint64_t n;

	if (!parse_number(value, &n) || !n)
		return -1;
	if (!o.output.shape.limit)
		o.output.shape.limit = n;
	return 0;
}

static int take_sort(char *value)
{
	struct shape *s = &o.output.shape;

	bool backwards = *value == '-';

	if (!s->sort) {
		s->backwards = backwards;
		s->sort = value + backwards;
	}
	return value[backwards] ? 0 : -1;
}

static int take_columns(char *value)
{
	struct shape wanted = { 0 };

	return shape_choose(o.output.shape.columns ? &wanted : &o.output.shape, value) ? -1 : 0;
}

static int take_switch(char *value, bool *to)
{
	if (strcmp(value, "yes") && strcmp(value, "no"))
		return -1;
	*to = !strcmp(value, "yes");
	return 0;
}

static int take_totals(char *value)
{
	return take_switch(value, &o.top.totals);
}

static int take_colour(char *value)
{
	return take_switch(value, &o.top.colour);
}

static const struct config_key keys[] = {
	{ "interval", "a time from 100ms to 3600s, with a unit from 100 on", take_interval },
	{ "sort", "a column", take_sort },
	{ "columns", "a list of columns, with commas between them", take_columns },
	{ "limit", "a number of rows", take_limit },
	{ "totals", "yes or no", take_totals },
	{ "color", "yes or no", take_colour },
	{ NULL }
};

int cmd_top(int argc, char **argv)
{
	struct snapshot s;

	parse_args(&argp, NULL, argc, argv, 0, &o);
	if (!o.batch && (!isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO)))
		die("top needs a terminal; --batch prints without one");
	become_user(o.user, o.output.root);
	o.top.sort_is_habit = !o.output.shape.sort;
	o.top.columns_are_habit = !o.output.shape.columns;
	config_read(keys);
	if (!o.top.interval)
		o.top.interval = 2;
	snapshot_load(&s, o.output.root);
	needs_table(&s, "vms");
	choose(&o.choice, &s);
	event_check(&o.top.events, s.arch);
	o.top.choice = &o.choice;
	o.top.shape = &o.output.shape;
	top_run(&o.top, &s, o.output.root, o.batch);
	snapshot_free(&s);
	return STATUS_OK;
}
