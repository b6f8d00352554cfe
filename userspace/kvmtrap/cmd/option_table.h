/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * option_table.h - the options of a command line, as one table: for hints, completion and
 * tests.
 */
#ifndef KVMTRAP_OPTION_TABLE_H
#define KVMTRAP_OPTION_TABLE_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>

#define OPTIONS_MOST	64

struct option_table {
	struct option_line {
		const char *name;	/* without dashes; NULL: it has a letter only */
		char letter;		/* '\0': none */
		const char *arg;	/* what its argument is called; NULL: it has none */
		bool told;		/* help tells of it: it is no alias for habits */
	} line[OPTIONS_MOST];
	size_t n;
};

/* Add the options of a parser, and of all its parts. @table: all zero at first */
void option_table_add(struct option_table *table, const struct argp *argp);

/* Return: the option of this name, or of which it is the only beginning; or NULL. */
const struct option_line *option_named(const struct option_table *table, const char *name,
				       size_t length);

/* Return: the option with this letter, or NULL. */
const struct option_line *option_lettered(const struct option_table *table, char letter);

/**
 * option_misspelt() - Find an argument that looks like an option and is none.
 * @table: the options
 * @argc: as for main()
 * @argv: the same
 * @in_order: arguments behind the first that is no option may be another command's
 *
 * Return: it, as far as it is no option: "--name" or "-x"; to be freed. NULL: there is none.
 */
char *option_misspelt(const struct option_table *table, int argc, char **argv, bool in_order);

/* Return: the option that looks most like @option, both with dashes; to be freed. NULL: none. */
char *option_nearest(const struct option_table *table, const char *option);

#endif
