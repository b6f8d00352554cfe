// SPDX-License-Identifier: GPL-2.0-only
/*
 * export.c - the counters, for node_exporter's textfile collector.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cmd/command.h"
#include "cmd/options.h"
#include "input/snapshot.h"
#include "prometheus/prometheus.h"
#include "util/atomic_file.h"
#include "util/die.h"

static struct options {
	struct output output;
	const char *file;
	bool ended;
} o;

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o.output;
		return 0;
	case 'o':
		o.file = arg;
		return 0;
	case 'a':
		o.ended = true;
		return 0;
	}
	return no_arguments(key, arg, state);
}

static const struct argp_option options[] = {
	{ "output", 'o', "FILE", 0, "Replace FILE, whole or not at all (-: stdout)" },
	{ "all", 'a', NULL, 0, "Also VMs that have ended (the last 64)" },
	{ 0 }
};

static const struct argp_child children[] = { { &root_argp }, { 0 } };

static const struct argp argp = {
	options, parse, "",
	"Counters in the Prometheus text format. Without the module it is kvmtrap_up 0 and "
	"exit status 1. kvmtrap-export.timer writes it for node_exporter.",
	.children = children
};

int cmd_export(int argc, char **argv)
{
	struct atomic_file r;
	struct snapshot s;
	bool up = true;
	FILE *f;

	parse_args(&argp, NULL, argc, argv, 0, &o);
	if (o.output.root)
		snapshot_load(&s, o.output.root);
	else
		up = snapshot_try_live(&s);
	f = o.file ? atomic_file_begin(&r, o.file) : stdout;
	if (!f)
		die("cannot write %s: %s", o.file, strerror(errno));
	prometheus_write(f, &s, o.ended);
	if (o.file && atomic_file_commit(&r))
		die("cannot write %s: %s", o.file, strerror(errno));
	if (!up)
		warn("nothing to export: kvmtrap doctor says why");
	snapshot_free(&s);
	return up ? STATUS_OK : STATUS_FAILED;
}
