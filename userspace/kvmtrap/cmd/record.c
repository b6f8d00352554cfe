// SPDX-License-Identifier: GPL-2.0-only
/*
 * record.c - trace exits into a file, which trace-cmd writes.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <tracefs.h>

#include "cmd/command.h"
#include "cmd/options.h"
#include "cmd/tracer.h"
#include "cmd/which.h"
#include "input/snapshot.h"
#include "util/die.h"
#include "util/process.h"
#include "util/screen.h"

static struct options {
	const char *file, *buffer;
	struct choice choice;
	double slower, timeout;
	bool counts, named;	/* @named: --output was given */
	enum { RECORD, ON, OFF, DUMP } what;
	char **command;
} o = { .file = "trace.dat", .slower = -1 };

/* Options without a letter. */
enum { SLOWER_KEY = 1000, BUFFER_KEY, COUNTS_KEY, TIMEOUT_KEY };

static void check(struct argp_state *state)
{
	if (o.choice.vcpu && !strcmp(o.choice.vcpu, "-"))
		argp_error(state, "a vCPU that has ended cannot be recorded");
	if (o.timeout && (o.what || o.command))
		argp_error(state, "--timeout is without a command; timeout(1) ends one");
	if (o.what && o.command)
		argp_error(state, "--on, --off and --dump take no command");
	if (o.what && (is_choice(&o.choice) || o.slower >= 0 || o.buffer || o.named))
		argp_error(state, "--on, --off and --dump are about all exits and the ring "
				  "buffer as it is: no other option but --counts");
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct stat st;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o.choice;
		return 0;
	case 'o':
		/* trace-cmd opens the file itself, and seeks in it. */
		if (!strcmp(arg, "-") || (!stat(arg, &st) && !S_ISREG(st.st_mode)))
			argp_error(state, "a recording needs a regular file, which '%s' is not",
				   arg);
		o.file = arg;
		o.named = true;
		return 0;
	case SLOWER_KEY:
		o.slower = time_arg(state, "--slower", arg, 0, 1e6) * 1e9;
		return 0;
	case TIMEOUT_KEY:
		o.timeout = time_arg(state, "--timeout", arg, 0.01, 1e8);
		return 0;
	case BUFFER_KEY:
		whole_arg(state, "--buffer", arg, 1, 1e7);
		o.buffer = arg;
		return 0;
	case COUNTS_KEY:
		o.counts = true;
		return 0;
	case ON:
	case OFF:
	case DUMP:
		if (o.what && (int)o.what != key)
			argp_error(state, "choose one of --on, --off and --dump");
		o.what = key;
		return 0;
	case ARGP_KEY_ARGS:
		o.command = state->argv + state->next;
		return 0;
	case ARGP_KEY_END:
		check(state);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option options[] = {
	{ "output", 'o', "FILE", 0, "Write there (trace.dat)" },
	{ "slower", SLOWER_KEY, "TIME", 0, "Only exits that took TIME (50us) or more" },
	{ "timeout", TIMEOUT_KEY, "TIME", 0, "Without a command: end after this time" },
	{ "counts", COUNTS_KEY, NULL, 0, "Also the running counters (kvmtrap_counts)" },
	{ "buffer", BUFFER_KEY, "KB", 0, "Size of the ring buffer, for each CPU" },
	{ "on", ON, NULL, 0, "Switch tracing on, into the ring buffer" },
	{ "off", OFF, NULL, 0, "Switch all tracing of the module off" },
	{ "dump", DUMP, NULL, 0, "Print what the ring buffer holds" },
	{ 0 }
};

static const struct argp_child children[] = { { &which_argp }, { 0 } };

static const struct argp argp = {
	options, parse, "[-- COMMAND [ARG...]]",
	"Record exits while COMMAND runs, or until Ctrl-C, into a trace.dat that trace-cmd, "
	"KernelShark and kvmtrap report read. Needs trace-cmd.",
	.children = children
};

static const char *const events[] = { "kvmtrap_exit", "kvmtrap_counts" };

static void switch_events(bool on)
{
	int i, err = 0;

	for (i = 0; i < (o.counts || !on ? 2 : 1) && !err; i++)
		err = on ? tracefs_event_enable(NULL, "kvmtrap", events[i]) :
			   tracefs_event_disable(NULL, "kvmtrap", events[i]);
	if (err)
		die("cannot switch the event kvmtrap:%s: %s", events[i - 1], strerror(errno));
}

static void dump(void)
{
	char *path = tracefs_get_tracing_file("trace");
	FILE *f = path ? fopen(path, "re") : NULL;
	char *line = NULL;
	size_t size = 0;
	ssize_t n;

	if (!f)
		die("cannot read the ring buffer: %s", strerror(errno));
	/* A process chooses its name, which may control a terminal. */
	while ((n = getline(&line, &size, f)) > 0) {
		if (line[n - 1] == '\n')
			line[n - 1] = '\0';
		screen_put(line, stdout);
		putchar('\n');
	}
	if (ferror(f))
		die("cannot read the ring buffer: %s", strerror(errno));
	free(line);
	fclose(f);
	tracefs_put_tracing_file(path);
}

/*
 * Return the filter of the events, to be freed; NULL: none. Exits of vCPUs without a record
 * have VM 0 in the trace, and "-" in the tables.
 */
static char *event_filter(void)
{
	const struct choice *c = &o.choice;
	char *filter = NULL, *longer;
	size_t i;

	for (i = 0; i < c->set.n; i++) {
		longer = xasprintf("%s%svm == %s", filter ?: "(", filter ? " || " : "",
				   strcmp(c->set.vm[i], "-") ? c->set.vm[i] : "0");
		free(filter);
		filter = longer;
	}
	if (!filter && !c->vcpu)
		return NULL;
	longer = xasprintf("%s%s%s%s%s", filter ?: "", filter ? ")" : "",
			   filter && c->vcpu ? " && " : "", c->vcpu ? "vcpu == " : "",
			   c->vcpu ?: "");
	free(filter);
	return longer;
}

static int record(void)
{
	char *args[20] = { "trace-cmd", "record", "-q", "-o", (char *)o.file };
	char *filter = event_filter(), *event[2] = { NULL };
	int n = 5, i, status;

	if (o.buffer) {
		args[n++] = "-b";
		args[n++] = (char *)o.buffer;
	}
	for (i = 0; i < (o.counts ? 2 : 1); i++) {
		event[i] = xasprintf("kvmtrap:%s", events[i]);
		args[n++] = "-e";
		args[n++] = event[i];
		if (filter) {
			args[n++] = "-f";
			args[n++] = filter;
		}
	}
	args[n++] = "cat";
	status = tracer_run(args, o.command, o.file, o.timeout, o.slower);
	free(filter);
	free(event[0]);
	free(event[1]);
	return status;
}

static void choose_now(void)
{
	struct snapshot s;

	snapshot_load(&s, NULL);
	choose(&o.choice, &s);
	snapshot_free(&s);
}

int cmd_record(int argc, char **argv)
{
	parse_args(&argp, NULL, argc, argv, ARGP_IN_ORDER, &o);
	if (access("/sys/module/kvmtrapcount", F_OK))
		die("the module is not loaded: modprobe kvmtrapcount");
	if (geteuid())
		die("only root may trace: run as root");
	switch (o.what) {
	case ON:
	case OFF:
		switch_events(o.what == ON);
		return STATUS_OK;
	case DUMP:
		dump();
		return STATUS_OK;
	default:
		process_needs("trace-cmd", "trace-cmd");
		if (is_choice(&o.choice))
			choose_now();
		return record();
	}
}
