// SPDX-License-Identifier: GPL-2.0-only
/*
 * export.c - the counters, for node_exporter's textfile collector.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/options.h"
#include "input/snapshot.h"
#include "prometheus/prometheus.h"
#include "prometheus/textfile.h"
#include "util/atomic_file.h"
#include "util/die.h"

static struct options {
	struct output output;
	struct export_options export;
	const char *file;
	bool textfile;
} o = { .export.per = PER_VM };

/* Options without a letter. */
enum { PER = 1000, TEXTFILE, OPENMETRICS };

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
		o.export.with_ended = true;
		return 0;
	case PER:
		o.export.per = per_arg(state, arg);
		return 0;
	case TEXTFILE:
		o.textfile = true;
		return 0;
	case OPENMETRICS:
		o.export.format = PROM_OPENMETRICS;
		return 0;
	case ARGP_KEY_END:
		if (o.textfile && o.export.format)
			argp_error(state, "node_exporter's textfile collector "
					  "reads no OpenMetrics");
		return 0;
	}
	return no_arguments(key, arg, state);
}

static const struct argp_option options[] = {
	{ "per", PER, "WHAT", 0, "One series per VM (vm, the default) or per vCPU (vcpu)" },
	{ "textfile", TEXTFILE, NULL, 0, "Replace kvmtrap.prom where node_exporter reads" },
	{ "output", 'o', "FILE", 0, "Replace FILE, whole or not at all (-: stdout)" },
	{ "openmetrics", OPENMETRICS, NULL, 0, "As OpenMetrics" },
	{ "all", 'a', NULL, 0, "Also VMs that have ended (at most 64)" },
	{ 0 }
};

static const struct argp_child children[] = { { &root_argp }, { 0 } };

static const struct argp argp = {
	options, parse, "",
	"Write the counters in the Prometheus text format, or kvmtrap_up 0 without the module. "
	"kvmtrap-export.timer does so for node_exporter.",
	.children = children
};

static void export(const struct snapshot *s)
{
	const char *file = o.file ?: (o.textfile ? textfile_path() : NULL);
	char *place = !o.file && file ? textfile_place() : NULL;
	struct atomic_file r;
	FILE *f = stdout;

	if (file)
		f = place ? atomic_file_replace(&r, place) : atomic_file_begin(&r, file);
	if (!f)
		die("cannot write %s: %s", file, strerror(errno));
	prometheus_write(f, s, &o.export);
	if (file && atomic_file_commit(&r))
		die("cannot write %s: %s", file, strerror(errno));
	free(place);
}

int cmd_export(int argc, char **argv)
{
	struct snapshot s;
	bool up = true;

	parse_args(&argp, NULL, argc, argv, 0, &o);
	if (o.output.root)
		snapshot_load(&s, o.output.root);
	else
		up = snapshot_try_live(&s);
	export(&s);
	/* A timer's journal need not have it each time: kvmtrap_up says it. */
	if (!up && isatty(STDERR_FILENO))
		warn("nothing to export: kvmtrap doctor says why");
	snapshot_free(&s);
	return STATUS_OK;
}
