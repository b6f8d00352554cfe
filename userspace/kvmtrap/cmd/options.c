// SPDX-License-Identifier: GPL-2.0-only
/*
 * options.c - see options.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/option_table.h"
#include "cmd/options.h"
#include "util/die.h"
#include "util/nearest.h"

const char *default_root;

static error_t parse_root(int key, char *arg, struct argp_state *state)
{
	struct output *o = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		o->root = default_root;
		return 0;
	case 'R':
		if (!*arg)
			argp_error(state, "--root needs a path");
		o->root = arg;
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option root_options[] = {
	{ "root", 'R', "PATH", 0,
	  "Read a saved copy: a file, a directory, or -", 9 },
	{ 0 }
};

const struct argp root_argp = { root_options, parse_root };

/* Options without a letter. */
#define CSV	1002

static error_t parse_output(int key, char *arg, struct argp_state *state)
{
	struct output *o = state->input;

	(void)arg;
	switch (key) {
	case ARGP_KEY_INIT:
		o->to = stdout;
		state->child_inputs[0] = o;
		return 0;
	case 'j':
		o->json = true;
		return 0;
	case CSV:
		o->csv = true;
		return 0;
	case ARGP_KEY_END:
		if (o->json && o->csv)
			argp_error(state, "choose one of --json and --csv");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option output_options[] = {
	{ "json", 'j', NULL, 0, "As JSON, one object per line; --csv: as CSV", 8 },
	{ "csv", CSV, NULL, OPTION_HIDDEN, "As CSV" },
	{ 0 }
};

static const struct argp_child output_children[] = { { &root_argp }, { 0 } };

const struct argp output_argp = { output_options, parse_output,
				  .children = output_children };

error_t no_arguments(int key, char *arg, struct argp_state *state)
{
	if (key != ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	argp_error(state, "no argument '%s' is expected", arg);
	return 0;
}

/* Leave out argp's note about arguments, so that help fits a screen. */
static char *without_note(int key, const char *text, void *input)
{
	(void)input;
	return key == ARGP_KEY_HELP_DUP_ARGS_NOTE ? NULL : (char *)text;
}

#define USAGE	1000
#define MOST_CHILDREN	6

static error_t parse_common(int key, char *arg, struct argp_state *state)
{
	(void)arg;
	switch (key) {
	case 'h':
	case '?':
		argp_state_help(state, stdout, ARGP_HELP_STD_HELP & ~ARGP_HELP_EXIT_OK);
		flush_or_die(stdout);
		exit(STATUS_OK);
	case USAGE:
		argp_state_help(state, stdout, ARGP_HELP_USAGE);
		flush_or_die(stdout);
		exit(STATUS_OK);
	case 'V':
		puts("kvmtrap (kvmtrapcount) " KVMTRAP_VERSION);
		flush_or_die(stdout);
		exit(STATUS_OK);
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option common_options[] = {
	{ "help", 'h', NULL, 0, "This help", -1 },
	{ NULL, '?', NULL, OPTION_HIDDEN },
	{ "usage", USAGE, NULL, OPTION_HIDDEN },
	{ "version", 'V', NULL, 0, "Print the version", -1 },
	{ 0 }
};

static const struct argp common_argp = { common_options, parse_common };

static bool takes(const struct argp *argp, const struct argp *part)
{
	const struct argp_child *child = argp->children;

	for (; child && child->argp; child++) {
		if (child->argp == part || takes(child->argp, part))
			return true;
	}
	return false;
}

void (*args_hook)(const struct argp *argp);

/* getopt() says that an option is not there, but not what may be meant. */
static void check_options(const struct argp *argp, int argc, char **argv, bool in_order)
{
	static struct option_table table;
	char *wrong, *near;

	table.n = 0;
	option_table_add(&table, argp);
	wrong = option_misspelt(&table, argc, argv, in_order);
	if (!wrong)
		return;
	near = option_nearest(&table, wrong);
	fprintf(stderr, "%s: there is no option '%s'%s\n", argv[0], wrong,
		did_you_mean(near, "; --help shows all"));
	free(near);
	free(wrong);
	exit(STATUS_USAGE);
}

void parse_args(const struct argp *argp, const char *name, int argc, char **argv,
		unsigned int flags, void *input)
{
	struct argp_child children[MOST_CHILDREN + 2] = { 0 };
	struct argp all = *argp;
	int n = 0;

	/* Without --root it would pass the copy over, and act on this host or on its arguments. */
	if (default_root && !takes(argp, &root_argp)) {
		warn("%s takes no --root; kvmtrap help %s says what it takes", argv[0],
		     argv[0]);
		exit(STATUS_USAGE);
	}
	argv[0] = name ? xasprintf("%s", name) : xasprintf("kvmtrap %s", argv[0]);
	/* argp prints messages of its own, with these names. */
	program_invocation_name = argv[0];
	program_invocation_short_name = argv[0];
	argp_err_exit_status = STATUS_USAGE;
	for (; argp->children && argp->children[n].argp; n++) {
		if (n == MOST_CHILDREN)
			die("a command line of more than %d parts", MOST_CHILDREN);
		children[n] = argp->children[n];
	}
	children[n].argp = &common_argp;
	all.children = children;
	all.help_filter = without_note;
	if (args_hook)
		args_hook(&all);
	check_options(&all, argc, argv, flags & ARGP_IN_ORDER);
	argp_parse(&all, argc, argv, flags | ARGP_NO_HELP, NULL, input);
}
