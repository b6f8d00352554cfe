// SPDX-License-Identifier: GPL-2.0-only
/*
 * stat.c - counts, or their change.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/emit.h"
#include "cmd/options.h"
#include "cmd/vmtop.h"
#include "cmd/which.h"
#include "input/sample.h"
#include "input/snapshot.h"
#include "output/sheet.h"
#include "query/query.h"
#include "util/atomic_file.h"
#include "util/die.h"

static struct options {
	struct output output;
	struct view_choice by;
	enum view_per per;
	struct choice choice;
	double interval;	/* s; 0: none */
	unsigned long count;	/* of intervals; 0: no end */
	bool vmtop;
	const char *file;
	char **command;
} o;

static void check(struct argp_state *state)
{
	unsigned int i;

	if (!o.by.n) {
		static const char *const usual[] = { "class", "reason", "user", "time" };

		for (i = 0; i < (o.output.csv ? 1 : 4); i++)
			o.by.view[o.by.n++] = view_find(usual[i]);
		/* The views vm and vcpu have the classes in columns, which is shorter. */
		if (o.per == PER_VCPU || o.choice.vcpu)
			o.by.view[0] = view_find("vcpu");
		else if (o.per == PER_VM || o.choice.words)
			o.by.view[0] = view_find("vm");
	}
	if (o.output.csv && o.by.n > 1)
		argp_error(state, "CSV has one table: choose one view with --by");
	for (i = 0; i < o.by.n; i++)
		check_view(state, o.by.view[i], o.per, &o.choice);
	if (o.count && !o.interval)
		argp_error(state, "--count needs --interval");
	if (o.output.root && (o.interval || o.command))
		argp_error(state, "a saved copy does not change: no --interval and no command "
				  "with --root");
}

/* Options without a letter. */
enum { PER = 1000, VMTOP };

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o.choice;
		state->child_inputs[1] = &o.output;
		return 0;
	case 'I':
		o.interval = number_arg(state, "--interval", arg, 0.01, 1e6);
		return 0;
	case 'n':
		o.count = number_arg(state, "--count", arg, 1, 1e9);
		if (strspn(arg, "0123456789") != strlen(arg))
			argp_error(state, "--count must be a whole number, not '%s'", arg);
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
		if (!state->quoted && strspn(arg, "0123456789.") == strlen(arg))
			argp_error(state, "'%s' is no command: say -I %s for an interval, or -- "
					  "before a command", arg, arg);
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
	{ "interval", 'I', "SECONDS", 0, "The change in each interval, until Ctrl-C" },
	{ "count", 'n', "N", 0, "End after N intervals" },
	{ "vmtop", VMTOP, NULL, 0, "The columns of vmtop, one row per vCPU" },
	{ "output", 'o', "FILE", 0, "Write there (-: stdout)" },
	{ 0 }
};

static const struct argp_child children[] = { { &which_argp }, { &output_argp }, { 0 } };

static const struct argp argp = {
	options, parse, "[-- COMMAND [ARG...]]",
	"Counts so far; with --interval or while COMMAND runs, their change: then on stderr, "
	"or in FILE, and COMMAND's exit status is this one's.\v"
	"Views: class vm vcpu reason user time handling latency hot; see man kvmtrap-stat.",
	.children = children
};

static bool average_wanted(void)
{
	unsigned int i;

	for (i = 0; i < o.by.n; i++) {
		if (view_has_average(o.by.view[i]))
			return true;
	}
	return false;
}

static void print_heading(const struct snapshot *a, const struct snapshot *s, double seconds,
			  bool restarted)
{
	FILE *f = o.output.to;

	print_title(f, "#", s);
	if (seconds)
		fprintf(f, ", %.3f s", seconds);
	print_choice(f, &o.choice, s);
	fputc('\n', f);
	print_idle(f, &o.choice, a, s);
	if (restarted)
		fprintf(f, "# the counters were reset in between: this is what came since then\n");
	if (average_wanted() && !snapshot_times_cover(a, s) && snapshot_table(s, "times") &&
	    snapshot_table(s, "times")->rows)
		fprintf(f, "# times were switched on later than counting began: so no averages; "
			   "kvmtrap reset begins both anew\n");
}

static void print_view(const struct sheet *sheet, const struct query *q, const struct snapshot *s,
		       bool change)
{
	const char *file = query_file(q);
	const struct view *v = q->view;
	FILE *f = o.output.to;

	fputc('\n', f);
	if (sheet->rows)
		sheet_print(sheet, f);
	else if (!snapshot_table(s, file))
		fprintf(f, "nothing by %s: there is no file '%s' in this copy\n", v->name, file);
	else if (v->needs)
		fprintf(f, "nothing by %s; is %s=1? (echo 1 > " PARAMETERS "/%s)\n",
			v->name, v->needs, v->needs);
	else
		fprintf(f, "nothing%s by %s\n", change ? " moved" : "", v->name);
}

static void print_csv(const struct sheet *sheet, const struct snapshot *b, bool change,
		      double seconds)
{
	static bool headed;
	char *lead = change ? xasprintf("%.3f,%.3f", b->when, seconds) :
			      xasprintf("%.3f,", b->when);

	sheet_csv(sheet, o.output.to, headed ? NULL : "time,seconds", lead);
	headed = true;
	free(lead);
}

/* Print the views, from @a (NULL: from the beginning) to @b. */
static void print_views(const struct snapshot *a, const struct snapshot *b)
{
	bool restarted = a && snapshot_restarted(a, b);
	double seconds = a ? snapshot_seconds(a, b) : 0;
	json_t *head = NULL, *parts = json_object();
	FILE *f = o.output.to;
	unsigned int i;

	if (o.output.json)
		head = json_head("stat", b);
	else if (!o.output.csv)
		print_heading(a, b, seconds, restarted);
	for (i = 0; i < o.by.n; i++) {
		struct query q = {
			.view = o.by.view[i], .per = o.per, .only = choice_filter(&o.choice),
		};
		struct sheet sheet;

		query_sheet(&sheet, &q, a, b);
		if (o.output.json)
			json_object_set_new(parts, q.view->name, sheet_json(&sheet));
		else if (o.output.csv)
			print_csv(&sheet, b, a, seconds);
		else
			print_view(&sheet, &q, b, a);
		sheet_free(&sheet);
	}
	if (head) {
		json_change(head, a, b);
		json_choice(head, &o.choice, a, b);
		json_object_set(head, "views", parts);
		json_put(f, head);
	} else if (!o.output.csv) {
		print_apart(f, a, b);
		if (o.interval)
			fputc('\n', f);
	}
	json_decref(parts);
}

static void show(const struct snapshot *a, const struct snapshot *b)
{
	struct vm_filter only = choice_filter(&o.choice);

	if (o.vmtop)
		vmtop_print(a, b, &o.output, &only);
	else
		print_views(a, b);
	flush_or_die(o.output.to);
}

static void show_part(void *arg, const struct snapshot *a, const struct snapshot *b)
{
	(void)arg;
	choose_newer(&o.choice, a, b);
	show(a, b);
}

static FILE *open_output(const char *path)
{
	int fd = own_fd(path);
	FILE *f = fd < 0 ? fopen(path, "we") : fdopen(fcntl(fd, F_DUPFD_CLOEXEC, 3), "w");

	if (!f)
		die("cannot write %s: %s", path, strerror(errno));
	return f;
}

/* Open the output only when it is known that there is something to write. */
static void begin(void *arg, const struct snapshot *s)
{
	(void)arg;
	choose(&o.choice, s);
	if (o.file)
		o.output.to = open_output(o.file);
	else if (o.command)
		o.output.to = stderr;
}

int cmd_stat(int argc, char **argv)
{
	struct sampling how;
	struct snapshot s;

	parse_args(&argp, NULL, argc, argv, ARGP_IN_ORDER, &o);
	how = (struct sampling){
		.interval = o.interval, .count = o.count, .command = o.command,
		.begin = begin, .each = show_part,
	};
	if (o.command || o.interval)
		return sample(&how);
	snapshot_load(&s, o.output.root);
	begin(NULL, &s);
	show(NULL, &s);
	snapshot_free(&s);
	return STATUS_OK;
}
