// SPDX-License-Identifier: GPL-2.0-only
/*
 * explain.c - why guests exit, and what helps: the command line.
 */
#include <stdio.h>

#include "cmd/command.h"
#include "cmd/explain_show.h"
#include "cmd/options.h"
#include "cmd/user.h"
#include "cmd/which.h"
#include "input/sample.h"
#include "input/snapshot.h"
#include "util/atomic_file.h"
#include "util/die.h"

static struct options {
	struct output output;
	bool json, rules;
	double interval;
	bool timed;		/* --interval was given */
	const char *file;
	const char *path[2];	/* what to read; NULL: this host */
	char **command;
	struct choice choice;
	const char *user;
	FILE *to;
} o = { .interval = 10 };

static void check(struct argp_state *state)
{
	if (o.output.root && o.path[0])
		argp_error(state, "name the file once: by --root, or as the argument");
	if (!o.path[0])
		o.path[0] = o.output.root;
	if (o.path[0] && (o.timed || o.command))
		argp_error(state, "a saved copy does not change: no --interval and no command "
				  "with it");
	if (o.timed && o.command)
		argp_error(state, "--interval, or a command: not both");
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o.choice;
		state->child_inputs[1] = &o.output;
		state->child_inputs[2] = &o.user;
		return 0;
	case 'I':
		o.interval = time_arg(state, "--interval", arg, 0.01, 1e6);
		o.timed = true;
		return 0;
	case 'j':
		o.json = true;
		return 0;
	case 'l':
		o.rules = true;
		return 0;
	case 'o':
		o.file = arg;
		return 0;
	case ARGP_KEY_ARG:
		/* What follows "--" is a command, with options of its own. */
		if (state->quoted && state->next > state->quoted) {
			o.command = state->argv + state->next - 1;
			state->next = state->argc;
			return 0;
		}
		file_arg(state, arg, o.path, 2, "file");
		return 0;
	case ARGP_KEY_END:
		check(state);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option options[] = {
	{ "interval", 'I', "TIME", 0, "How long to look at this host (10)" },
	{ "output", 'o', "FILE", 0, "Write there (-: stdout)" },
	{ "rules", 'l', NULL, 0, "Show the rules, and from what number on each applies" },
	{ "json", 'j', NULL, 0, "As JSON, one object", 8 },
	{ 0 }
};

static const struct argp_child children[] = {
	{ &which_vms_argp }, { &root_argp }, { &user_argp }, { 0 }
};

static const struct argp argp = {
	options, parse, "[FILE [FILE]]\n[-- COMMAND [ARG...]]",
	"Say why guests exit, what that means and what usually helps: on this host for ten "
	"seconds or while COMMAND runs, in a saved copy or recording, or from the first FILE "
	"to the second.",
	.children = children
};

static void begin(void *arg, const struct snapshot *s)
{
	(void)arg;
	if (s)
		choose(&o.choice, s);
	o.to = o.file ? open_output(o.file) : o.command ? stderr : stdout;
}

/* The command, if there is one, runs: now what the file has may go. */
static void started(void *arg)
{
	(void)arg;
	if (o.file)
		empty_output(o.to, o.file);
}

static void show(void *arg, const struct snapshot *a, const struct snapshot *b)
{
	(void)arg;
	if (a)
		choose_newer(&o.choice, a, b);
	explain_show(o.to, o.json, a, b, &o.choice);
}

static int explain_files(void)
{
	struct snapshot s[2];
	unsigned int i, n = o.path[1] ? 2 : 1;

	for (i = 0; i < n; i++)
		snapshot_load(&s[i], o.path[i]);
	for (i = 0; n == 2 && i < n; i++) {
		if (s[i].recorded)
			die("%s is a recording, which has no counters to subtract: name it alone",
			    o.path[i]);
	}
	if (n == 2 && s[0].arch != s[1].arch)
		die("%s is of %s, and %s of %s: name two copies of one host", o.path[0],
		    snapshot_arch_name(&s[0]), o.path[1], snapshot_arch_name(&s[1]));
	if (n == 2 && snapshot_seconds(&s[0], &s[1]) < 0)
		die("%s was made after %s: name the earlier one first", o.path[0], o.path[1]);
	if (n == 2 && s[1].when && snapshot_seconds(&s[0], &s[1]) == 0)
		die("%s and %s are of the same moment: nothing came in between", o.path[0],
		    o.path[1]);
	needs_table(&s[n - 1], "vms");
	begin(NULL, &s[n - 1]);
	started(NULL);
	show(NULL, n == 2 ? &s[0] : NULL, &s[n - 1]);
	for (i = 0; i < n; i++)
		snapshot_free(&s[i]);
	return STATUS_OK;
}

/* An error may come only now, as from a server of files. */
static int end(int status)
{
	if (o.file && o.to)
		close_output(o.to, o.file);
	return status;
}

int cmd_explain(int argc, char **argv)
{
	struct sampling how;

	parse_args(&argp, NULL, argc, argv, 0, &o);
	if (o.rules) {
		begin(NULL, NULL);
		started(NULL);
		explain_rules(o.to, o.json);
		return end(STATUS_OK);
	}
	become_user(o.user, o.path[0]);
	if (o.path[0])
		return end(explain_files());
	how = (struct sampling){
		.interval = o.command ? 0 : o.interval, .count = 1, .command = o.command,
		.begin = begin, .started = started, .each = show,
	};
	return end(sample(&how));
}
