// SPDX-License-Identifier: GPL-2.0-only
/*
 * save.c - save all that the module tells in one file.
 */
#include <errno.h>
#include <string.h>

#include "cmd/command.h"
#include "cmd/options.h"
#include "input/snapshot.h"
#include "util/die.h"

struct options {
	struct output output;
	const char *file;
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *o = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o->output;
		return 0;
	case ARGP_KEY_ARG:
		file_arg(state, arg, &o->file, 1, "file");
		return 0;
	case ARGP_KEY_END:
		if (!o->file)
			argp_error(state, "name the file to save to");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_child children[] = { { &root_argp }, { 0 } };

static const struct argp argp = {
	NULL, parse, "FILE",
	"Save all counters, names of VMs and the health of the module as plain text, to be "
	"read with --root FILE on any machine. FILE is replaced as a whole or not at all; - is "
	"stdout.",
	.children = children
};

/* A plain copy of the module's files has the time of its file, which the new file will not have. */
static void keep_time(struct snapshot *s)
{
	struct table *host;

	if (!s->when || snapshot_table(s, "host"))
		return;
	host = tables_new(&s->tables, "host", "item value");
	tables_add_cell(&s->tables, host, "when");
	tables_add_cell(&s->tables, host, "%.9f", s->when);
	tables_last_first(&s->tables);
}

int cmd_save(int argc, char **argv)
{
	struct options o = { 0 };
	struct snapshot s;

	parse_args(&argp, NULL, argc, argv, 0, &o);
	snapshot_load(&s, o.output.root);
	if (s.recorded)
		die("%s is a recording: copy the file itself; all commands with --root read it",
		    o.output.root);
	keep_time(&s);
	if (snapshot_write(&s, o.file))
		die("cannot write %s: %s", o.file, strerror(errno));
	snapshot_free(&s);
	return STATUS_OK;
}
