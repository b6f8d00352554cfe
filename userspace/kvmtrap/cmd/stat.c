// SPDX-License-Identifier: GPL-2.0-only
/*
 * stat.c - counts, or their change: the command line.
 */
#include <stdio.h>
#include <string.h>

#include "cmd/command.h"
#include "cmd/rows.h"
#include "cmd/stat.h"
#include "cmd/user.h"
#include "cmd/which.h"
#include "input/sample.h"
#include "input/snapshot.h"
#include "util/atomic_file.h"
#include "util/die.h"

static struct stat_options o;

static void add_view(const char *name)
{
	o.by.view[o.by.n++] = view_find(name);
}

/* What is shown if the command line does not say it. CSV has one table. */
static void choose_usual_views(void)
{
	bool by_time = o.output.shape.sort && !strcmp(o.output.shape.sort, "time");

	if (o.events.n) {
		add_view(by_time ? "handling" : "reason");
		if (event_has_kinds(&o.events, false) && !o.output.csv && !o.choice.vcpu &&
		    o.per != PER_VCPU)
			add_view("hot");
		return;
	}
	/* The views vm and vcpu have the classes in columns, which is shorter. */
	if (o.per == PER_VCPU || o.choice.vcpu)
		add_view("vcpu");
	else if (o.per == PER_VM || o.choice.words)
		add_view("vm");
	else
		add_view("class");
	if (o.output.csv)
		return;
	add_view(by_time ? "handling" : "reason");
	add_view("user");
	add_view("time");
	add_view("percentiles");
	o.usual = true;
}

static void check(struct argp_state *state)
{
	unsigned int i;

	if (o.vmtop && (o.by.n || o.events.n || o.per != PER_HOST))
		argp_error(state, "--vmtop has rows and columns of its own: no --by, --per and "
				  "--event with it");
	if (!o.by.n)
		choose_usual_views();
	check_views(state, &o.by, o.per, &o.choice, o.output.csv);
	for (i = 0; o.events.n && i < o.by.n; i++) {
		if (!event_fits(o.by.view[i]))
			argp_error(state, "--event goes with the views reason, handling and hot: "
					  "'%s' does not tell reasons apart", o.by.view[i]->name);
		if (!strcmp(o.by.view[i]->name, "hot") && !event_has_kinds(&o.events, true))
			argp_error(state, "the view hot tells neither classes nor reasons apart: "
					  "--event mmio, ioport, msr, hypercall, reg or fault");
	}
	if (o.timeout && o.command)
		argp_error(state, "--timeout is without a command; timeout(1) ends one");
	if (o.count && !o.interval)
		argp_error(state, "--count needs --interval");
	if (o.output.root && (o.interval || o.command || o.timeout))
		argp_error(state, "a saved copy does not change: no --interval, --timeout and "
				  "command with --root");
}

/* Who knows perf kvm stat has the name of one of its commands at hand. */
static void check_command(struct argp_state *state, const char *word)
{
	static const char *const of_perf[][2] = {
		{ "live", "kvmtrap top" },
		{ "record", "kvmtrap stat -- COMMAND, or kvmtrap record" },
		{ "report", "kvmtrap stat, or kvmtrap report FILE" },
	};
	unsigned int i;

	if (strspn(word, "0123456789.") == strlen(word))
		argp_error(state, "'%s' is no command: say -I %s for an interval, or -- before a "
				  "command", word, word);
	for (i = 0; i < 3; i++) {
		if (!strcmp(word, of_perf[i][0]))
			argp_error(state, "'%s' is of perf kvm stat: here it is %s; say -- before "
					  "a command", word, of_perf[i][1]);
	}
}

/* Options without a letter. */
enum { PER = 1000, VMTOP, TIMEOUT };

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
		o.interval = time_arg(state, "--interval", arg, 0.01, 1e6);
		return 0;
	case 'n':
		o.count = whole_arg(state, "--count", arg, 1, 1e9);
		return 0;
	case TIMEOUT:
		o.timeout = time_arg(state, "--timeout", arg, 0.01, 1e8);
		return 0;
	case 'e':
		choose_events(&o.events, arg, state);
		return 0;
	case 'b':
		choose_views(&o.by, arg, state);
		return 0;
	case PER:
		o.per = per_arg(state, arg);
		return 0;
	case VMTOP:
		o.vmtop = true;
		return 0;
	case 'o':
		o.file = arg;
		return 0;
	case ARGP_KEY_ARGS:
		arg = state->argv[state->next];
		if (!state->quoted)
			check_command(state, arg);
		o.command = state->argv + state->next;
		return 0;
	case ARGP_KEY_END:
		check(state);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option options[] = {
	{ "by", 'b', "VIEW,...", 0, "What to show (class,reason,user,time)" },
	{ "per", PER, "WHAT", 0, "Split each row by VM (vm) or by vCPU (vcpu)" },
	{ "event", 'e', "EVENT,...", 0, "Only mmio, ioport, msr, vmexit, or reasons" },
	{ "interval", 'I', "TIME", 0, "The change in each (1, 500ms), until Ctrl-C" },
	{ "count", 'n', "N", 0, "End after N; --timeout=TIME: after this time" },
	{ "timeout", TIMEOUT, "TIME", OPTION_HIDDEN, "End after this time" },
	{ "vmtop", VMTOP, NULL, 0, "The columns of vmtop, one row per vCPU" },
	{ "output", 'o', "FILE", 0, "Write there (-: stdout)" },
	{ 0 }
};

static const struct argp_child children[] = {
	{ &which_argp }, { &rows_argp }, { &output_argp }, { &user_argp }, { 0 }
};

static const struct argp argp = {
	options, parse, "[-- COMMAND [ARG...]]",
	"Show the counts so far. With --interval or COMMAND, show how they change. With "
	"COMMAND they go to stderr or to --output, and the exit status is COMMAND's.\v"
	"Views: class vm vcpu reason user time handling latency percentiles hot",
	.children = children
};

static void show_part(void *arg, const struct snapshot *a, const struct snapshot *b)
{
	(void)arg;
	choose_newer(&o.choice, a, b);
	stat_show(&o, a, b);
}

/* Open the output only when it is known that there is something to write. */
static void begin(void *arg, const struct snapshot *s)
{
	(void)arg;
	choose(&o.choice, s);
	event_check(&o.events, s->arch);
	stat_check_columns(&o, s);
	if (o.file)
		o.output.to = open_output(o.file);
	else if (o.command)
		o.output.to = stderr;
}

/* The command, if there is one, runs: now what the file has may go. */
static void started(void *arg)
{
	(void)arg;
	if (o.file)
		empty_output(o.output.to, o.file);
}

/* An error may come only now, as from a server of files. */
static int end(int status)
{
	if (o.file)
		close_output(o.output.to, o.file);
	return status;
}

int cmd_stat(int argc, char **argv)
{
	struct sampling how;
	struct snapshot s;

	parse_args(&argp, NULL, argc, argv, ARGP_IN_ORDER, &o);
	become_user(o.user, o.output.root);
	how = (struct sampling){
		.interval = o.interval, .timeout = o.timeout, .count = o.count,
		.command = o.command,
		.begin = begin, .started = started, .each = show_part,
	};
	if (o.command || o.interval || o.timeout)
		return end(sample(&how));
	snapshot_load(&s, o.output.root);
	begin(NULL, &s);
	started(NULL);
	stat_show(&o, NULL, &s);
	snapshot_free(&s);
	return end(STATUS_OK);
}
