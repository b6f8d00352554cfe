// SPDX-License-Identifier: GPL-2.0-only
/*
 * option_table.c - see option_table.h.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/option_table.h"
#include "util/die.h"
#include "util/nearest.h"

static void add_option(struct option_table *table, const struct argp_option *o,
		       const struct argp_option *first)
{
	bool lettered = isascii(o->key) && isgraph(o->key);

	if (table->n == OPTIONS_MOST)
		die("more than %d options", OPTIONS_MOST);
	table->line[table->n++] = (struct option_line) {
		.name = o->name, .letter = lettered ? o->key : '\0', .arg = first->arg,
		.told = o->doc || (o->flags & (OPTION_ALIAS | OPTION_HIDDEN)) == OPTION_ALIAS,
	};
}

void option_table_add(struct option_table *table, const struct argp *argp)
{
	const struct argp_child *child = argp->children;
	const struct argp_option *o = argp->options, *first = o;

	for (; o && (o->name || o->key); o++) {
		/* An alias has the argument of the option before it. */
		if (!(o->flags & OPTION_ALIAS))
			first = o;
		if (!(o->flags & OPTION_DOC))
			add_option(table, o, first);
	}
	for (; child && child->argp; child++)
		option_table_add(table, child->argp);
}

const struct option_line *option_named(const struct option_table *table, const char *name,
				       size_t length)
{
	const struct option_line *found = NULL;
	size_t i, n = 0;

	for (i = 0; i < table->n; i++) {
		const struct option_line *o = &table->line[i];

		if (!o->name || strncmp(o->name, name, length))
			continue;
		if (!o->name[length])
			return o;
		found = o;
		n++;
	}
	return n == 1 ? found : NULL;
}

const struct option_line *option_lettered(const struct option_table *table, char letter)
{
	size_t i;

	for (i = 0; i < table->n; i++) {
		if (table->line[i].letter == letter)
			return &table->line[i];
	}
	return NULL;
}

static bool is_beginning(const struct option_table *table, const char *name, size_t length)
{
	size_t i;

	for (i = 0; i < table->n; i++) {
		if (table->line[i].name && !strncmp(table->line[i].name, name, length))
			return true;
	}
	return false;
}

/*
 * Return the first of @letters that is no option; NULL: all are. @take_next: set if they take the
 * next argument as well
 */
static const char *wrong_letter(const struct option_table *table, const char *letters,
				bool *take_next)
{
	*take_next = false;
	for (; *letters; letters++) {
		const struct option_line *o = option_lettered(table, *letters);

		if (!o)
			return letters;
		if (o->arg) {
			*take_next = !letters[1];
			return NULL;
		}
	}
	return NULL;
}

/* Return true if @arg, which begins with --, looks like an option and is none. */
static bool is_wrong_name(const struct option_table *table, const char *arg, bool *take_next)
{
	size_t length = strcspn(arg, "=");
	const struct option_line *o = option_named(table, arg + 2, length - 2);

	*take_next = o && o->arg && !arg[length];
	/* getopt() says which are meant by a beginning of several. */
	return !o && !is_beginning(table, arg + 2, length - 2);
}

char *option_misspelt(const struct option_table *table, int argc, char **argv, bool in_order)
{
	int i;

	for (i = 1; i < argc && strcmp(argv[i], "--"); i++) {
		const char *arg = argv[i], *letter;
		bool take_next = false;

		if (arg[0] != '-' || !arg[1]) {
			if (in_order)
				return NULL;
		} else if (arg[1] != '-') {
			letter = wrong_letter(table, arg + 1, &take_next);
			/* One of several bytes is not cut. */
			if (letter)
				return isascii(*letter) ? xasprintf("-%c", *letter) :
							  xasprintf("-%s", letter);
		} else if (is_wrong_name(table, arg, &take_next)) {
			return xasprintf("%.*s", (int)strcspn(arg, "="), arg);
		}
		i += take_next;
	}
	return NULL;
}

/* The same letter, small or capital. */
static char *nearest_letter(const struct option_table *table, char letter)
{
	unsigned char c = letter;
	char other = islower(c) ? toupper(c) : tolower(c);

	return option_lettered(table, other) ? xasprintf("-%c", other) : NULL;
}

char *option_nearest(const struct option_table *table, const char *option)
{
	const char *names[OPTIONS_MOST], *near;
	size_t i, n = 0;

	if (option[1] != '-')
		return nearest_letter(table, option[1]);
	for (i = 0; i < table->n; i++) {
		if (table->line[i].name)
			names[n++] = table->line[i].name;
	}
	near = nearest(option + 2, names, n, sizeof(names[0]));
	return near ? xasprintf("--%s", near) : NULL;
}
