// SPDX-License-Identifier: GPL-2.0-only
/*
 * top.c - the live view: its command line.
 */
#include <stdio.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/options.h"
#include "cmd/rows.h"
#include "cmd/user.h"
#include "cmd/which.h"
#include "input/snapshot.h"
#include "top/top.h"
#include "util/die.h"

static struct options {
	struct output output;
	struct choice choice;
	double interval;
	const char *user;
} o = { .interval = 2 };

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
		o.interval = time_arg(state, "--interval", arg, 0.1, 3600);
		return 0;
	}
	return no_arguments(key, arg, state);
}

static const struct argp_option options[] = {
	{ "interval", 'I', "TIME", 0, "How often to look (2)" },
	{ "delay", 'd', NULL, OPTION_ALIAS },
	{ 0 }
};

static const struct argp_child children[] = {
	{ &which_vms_argp }, { &sort_argp }, { &root_argp }, { &user_argp }, { 0 }
};

static const struct argp argp = {
	options, parse, "",
	"A live view of VMs, their vCPUs, their reasons, and what exactly they trap on: Enter "
	"goes into a row, Esc back, h shows all keys.",
	.children = children
};

int cmd_top(int argc, char **argv)
{
	struct snapshot s;

	parse_args(&argp, NULL, argc, argv, 0, &o);
	if (!isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO))
		die("top needs a terminal; kvmtrap stat --interval writes to files");
	become_user(o.user, o.output.root);
	snapshot_load(&s, o.output.root);
	choose(&o.choice, &s);
	top_run(&s, o.output.root, o.interval, &o.choice, &o.output.shape);
	snapshot_free(&s);
	return STATUS_OK;
}
