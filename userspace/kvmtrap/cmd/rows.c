// SPDX-License-Identifier: GPL-2.0-only
/*
 * rows.c - see rows.h.
 */
#include <string.h>

#include "cmd/options.h"
#include "cmd/rows.h"

static error_t parse_sort(int key, char *arg, struct argp_state *state)
{
	struct shape *s = state->input;

	if (key != 'k')
		return ARGP_ERR_UNKNOWN;
	s->backwards = *arg == '-';
	s->sort = arg + s->backwards;
	if (!*s->sort)
		argp_error(state, "--sort needs a column");
	return 0;
}

static const struct argp_option sort_options[] = {
	{ "sort", 'k', "COLUMN", 0, "Sort by it; -COLUMN: backwards", 5 },
	{ "key", 0, NULL, OPTION_ALIAS | OPTION_HIDDEN },
	{ 0 }
};

const struct argp sort_argp = { sort_options, parse_sort };

static void choose_columns(struct shape *s, char *list, struct argp_state *state)
{
	const char *wrong = shape_choose(s, list);

	if (wrong)
		argp_error(state, "--columns %s", wrong);
}

/* Options without a letter. */
enum { LIMIT = 1000, COLUMNS, NO_HEADER, TIMESTAMPS };

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct shape *s = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = s;
		return 0;
	case LIMIT:
		s->limit = whole_arg(state, "--limit", arg, 1, 1e9);
		return 0;
	case COLUMNS:
		choose_columns(s, arg, state);
		return 0;
	case NO_HEADER:
		s->no_header = true;
		return 0;
	case TIMESTAMPS:
		s->timestamps = true;
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

/* Help fits a screen: these share two lines of it. */
static const struct argp_option options[] = {
	{ "    --columns=NAME,...", 0, NULL, OPTION_DOC | OPTION_NO_USAGE,
	  "Only these columns; --limit=N: N rows", 5 },
	{ "    --no-header", 0, NULL, OPTION_DOC | OPTION_NO_USAGE,
	  "Only rows; --timestamps: the time in each", 5 },
	{ "limit", LIMIT, "N", OPTION_HIDDEN, "Only so many rows" },
	{ "columns", COLUMNS, "NAME,...", OPTION_HIDDEN, "Only these columns" },
	{ "no-header", NO_HEADER, NULL, OPTION_HIDDEN, "Only rows" },
	{ "timestamps", TIMESTAMPS, NULL, OPTION_HIDDEN, "The time in each row" },
	{ 0 }
};

static const struct argp_child children[] = { { &sort_argp }, { 0 } };

const struct argp rows_argp = { options, parse, .children = children };
