/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * command.h - the subcommands, and what their command lines share.
 */
#ifndef KVMTRAP_COMMAND_H
#define KVMTRAP_COMMAND_H

#include <argp.h>

#include "input/snapshot.h"
#include "output/sheet.h"
#include "query/view.h"
#include "util/die.h"

/* Each returns an exit status; argv[0] is the subcommand's name. */
#define KVMTRAP_COMMANDS(X)						\
	X(list, "VMs, vCPUs and their threads")				\
	X(stat, "counts: all so far, by interval, or while a command runs") \
	X(top, "a live view")						\
	X(record, "trace exits into a trace.dat")			\
	X(report, "what a trace.dat holds")				\
	X(diff, "what changed between two saved states or recordings")	\
	X(plot, "exits over time, or a latency heat map, as SVG or PNG")	\
	X(save, "save all there is, to be read anywhere")		\
	X(export, "everything for Prometheus")				\
	X(reset, "set all counters to zero")				\
	X(doctor, "is this host able, and are the numbers to be trusted?") \
	X(names, "the tables of classes, reasons, registers and calls")	\
	X(help, "help on a command")

#define X(name, help) int cmd_##name(int argc, char **argv);
KVMTRAP_COMMANDS(X)
#undef X

/* --root, --json and --csv, as every command that prints has them. */
struct output {
	const char *root;
	bool json, csv;
};

/* Children of an argp parser; their input is a struct output. */
extern const struct argp root_argp, output_argp;

/* --root before the subcommand. */
extern const char *default_root;

/* Of --by: views of kvmtrap stat. */
struct view_choice {
	const struct view *view[16];
	unsigned int n;
};

/* Add those of a list with commas; or the usage. */
void choose_views(struct view_choice *by, char *list, struct argp_state *state);

/* What a parser does with keys that it does not know: arguments are wrong. */
error_t no_arguments(int key, char *arg, struct argp_state *state);

/*
 * parse_args - argp_parse() with the options that all command lines take (help,
 *		version)
 * @name: what the program is called in messages; NULL: "kvmtrap COMMAND"
 */
void parse_args(const struct argp *argp, const char *name, int argc, char **argv,
		unsigned int flags, void *input);

/* A number of an option, or the usage. */
double number_arg(struct argp_state *state, const char *what, const char *arg,
		  double least, double most);

/* The outermost object of all JSON output: docs/json.md. To be filled. */
json_t *json_head(const char *command, const struct snapshot *s);

/* What lies between @a (NULL: the beginning) and @b: seconds, restarted, apart. */
void json_change(json_t *head, const struct snapshot *a, const struct snapshot *b);

/* "@lead HOST, RELEASE, TIME", without an end of line. */
void print_title(const char *lead, const struct snapshot *s);

/* A line under a report, if tables of @b (or of @a, unless NULL) did not agree. */
void print_apart(const struct snapshot *a, const struct snapshot *b);

/* As one line to stdout; frees it. */
void json_put(json_t *object);

/* Print one sheet as asked: JSON as the member `rows`. */
void output_sheet(const struct output *o, const char *command,
		  const struct snapshot *s, const struct sheet *sheet);

#endif
