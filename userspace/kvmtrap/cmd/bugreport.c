// SPDX-License-Identifier: GPL-2.0-only
/*
 * bugreport.c - all that somebody who is to find a bug asks for, in one file.
 *
 * It is a text of tables, as kvmtrap save writes it, below lines that begin with "#".
 * So whoever sends it can look through it, and whoever gets it reads it with --root.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/bugreport.h"
#include "cmd/command.h"
#include "cmd/doctor.h"
#include "cmd/options.h"
#include "input/anonymous.h"
#include "input/snapshot.h"
#include "util/atomic_file.h"
#include "util/die.h"

/* Options without a letter. */
#define ANONYMOUS	1000

struct options {
	const char *file;
	bool anonymous;
};

static char **lacking;
static size_t lackings;

static void lacks(const char *what, const char *why)
{
	lacking = grow_array(lacking, lackings, sizeof(*lacking));
	lacking[lackings++] = xasprintf("%s: %s", what, why);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *o = state->input;

	switch (key) {
	case ANONYMOUS:
		o->anonymous = true;
		return 0;
	case ARGP_KEY_ARG:
		file_arg(state, arg, &o->file, 1, "file");
		return 0;
	case ARGP_KEY_END:
		if (!o->file)
			argp_error(state, "name the file to write, or - for stdout");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option options[] = {
	{ "anonymous", ANONYMOUS, NULL, 0,
	  "Replace names of VMs and processes, UUIDs and the host's name" },
	{ 0 }
};

static const struct argp argp = {
	options, parse, "FILE",
	"Write what a bug report needs: what doctor finds, versions, parameters, the kernel's "
	"configuration, and all counters, as far as they can be read. It is text: look through "
	"it. Other commands read it as a saved copy. FILE is replaced as a whole; - is stdout.",
};

static void print_head(FILE *f, const struct options *o)
{
	size_t i;

	fprintf(f, "# kvmtrap bugreport, for people. Below are tables: kvmtrap --root FILE stat\n"
		   "# Names of VMs and processes, UUIDs and the host's name: %s\n#\n# doctor:\n",
		o->anonymous ? "replaced" : "as they are (--anonymous replaces them)");
	doctor_print(f, "#   ");
	fprintf(f, "#\n# could not be read:%s\n", lackings ? "" : " nothing");
	for (i = 0; i < lackings; i++)
		fprintf(f, "#   %s\n", lacking[i]);
}

/* Return true if there is a state. */
static bool look(struct snapshot *s)
{
	doctor_begin();
	if (check_live(s))
		return true;
	lacks("counters and health", errno == ENOENT && access("/sys/module/kvmtrapcount", F_OK) ?
				     "the module is not loaded" : strerror(errno));
	return false;
}

static int put(const struct options *o, const struct tables *host, const struct snapshot *s)
{
	struct atomic_file r;

	if (!atomic_file_begin(&r, o->file))
		return -1;
	print_head(r.f, o);
	tables_write(host, r.f);
	tables_write(&s->tables, r.f);
	tables_write_end(r.f);
	return atomic_file_commit(&r);
}

int cmd_bugreport(int argc, char **argv)
{
	struct tables host = { 0 };
	struct options o = { 0 };
	struct snapshot s;

	parse_args(&argp, NULL, argc, argv, 0, &o);
	if (look(&s) && o.anonymous)
		tables_anonymize(&s.tables);
	bugreport_add_system(&host, lacks);
	bugreport_add_parameters(&host, lacks);
	bugreport_add_config(&host, lacks);
	if (put(&o, &host, &s))
		die("cannot write %s: %s", o.file, strerror(errno));
	doctor_end();
	tables_free(&host);
	snapshot_free(&s);
	while (lackings)
		free(lacking[--lackings]);
	free(lacking);
	return STATUS_OK;
}
