/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * options.h - what the command lines of the commands share.
 */
#ifndef KVMTRAP_OPTIONS_H
#define KVMTRAP_OPTIONS_H

#include <argp.h>
#include <stdbool.h>
#include <stdio.h>

#include "cmd/args.h"
#include "output/shape.h"
#include "query/view.h"

/* --root, --json and --csv, of which a command may have only some. */
struct output {
	const char *root;
	bool json, csv;
	FILE *to;		/* stdout, unless the command says otherwise */
	struct shape shape;	/* of commands that have rows_argp, too */
};

/* Parts of an argp parser: --root alone, or all three; their input is a struct output. */
extern const struct argp root_argp, output_argp;

/* The argument of a --root before the command; NULL: there was none. */
extern const char *default_root;

/* The views of kvmtrap stat that --by names. */
struct view_choice {
	const struct view *view[16];
	unsigned int n;
};

/**
 * choose_views() - Parse the argument of --by.
 * @by: the views of the list are added to it
 * @list: names with commas between them; is modified
 * @state: argp's, for the message and the end of the program if there is no such view
 */
void choose_views(struct view_choice *by, char *list, struct argp_state *state);

struct event_choice;

/* Parse the argument of --event, which is modified; ends the program if there is no such event. */
void choose_events(struct event_choice *e, char *list, struct argp_state *state);

struct choice;

/*
 * End the program with a message if no file tells so much of a view apart as is asked for, or if
 * CSV is to have several.
 */
void check_views(struct argp_state *state, const struct view_choice *by, enum view_per per,
		 const struct choice *c, bool csv);

/* Return: what the argument of --per means; ends the program if it means nothing. */
enum view_per per_arg(struct argp_state *state, const char *arg);

/* The parser of a command that takes no arguments: refuses each one. */
error_t no_arguments(int key, char *arg, struct argp_state *state);

/**
 * parse_args() - argp_parse(), with the options that all command lines have.
 * @argp: the command's own parser
 * @name: what the program is called in messages; NULL: "kvmtrap COMMAND"
 * @argc: of the command
 * @argv: of the command; argv[0] becomes the program's name in messages
 * @flags: of argp_parse()
 * @input: of @argp
 */
void parse_args(const struct argp *argp, const char *name, int argc, char **argv,
		unsigned int flags, void *input);

/* parse_args() calls it with all options instead of parsing any, unless it is NULL. */
extern void (*args_hook)(const struct argp *argp);

#endif
