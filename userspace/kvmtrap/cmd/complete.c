// SPDX-License-Identifier: GPL-2.0-only
/*
 * complete.c - what may follow on a command line: the shells' completions ask for it, by
 * kvmtrap complete -- WORD...; the last word is being typed, and may be empty.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"
#include "cmd/complete.h"
#include "cmd/names.h"
#include "cmd/options.h"
#include "util/die.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} commands[] = {
#define X(name, help) { #name, cmd_##name },
	KVMTRAP_COMMANDS(X)
#undef X
};

#define NR_COMMANDS	(sizeof(commands) / sizeof(commands[0]))

static char **word;
static int words, command;	/* the index of the command in @word; @words: none yet */
static const char *root;

static void offer_commands(const struct typed *t)
{
	size_t i;

	for (i = 0; i < NR_COMMANDS; i++)
		complete_offer(t, commands[i].name);
}

static void offer_globals(const struct typed *t)
{
	complete_offer(t, "--root=");
	complete_offer(t, "--help");
	complete_offer(t, "--version");
}

static void offer_options(const struct option_table *table, const struct typed *t)
{
	size_t i;

	for (i = 0; i < table->n; i++) {
		const struct option_line *o = &table->line[i];
		char *text;

		if (!o->name || !o->told)
			continue;
		text = xasprintf("--%s%s", o->name, o->arg ? "=" : "");
		complete_offer(t, text);
		free(text);
	}
}

/* Return the option that the word at @i is, if it takes its argument from the next word. */
static const struct option_line *option_at(const struct option_table *table, int i)
{
	const struct option_line *o = NULL;
	const char *letter;

	if (i <= command || word[i][0] != '-' || !word[i][1])
		return NULL;
	if (word[i][1] == '-')
		o = option_named(table, word[i] + 2, strlen(word[i] + 2));
	for (letter = word[i] + 1; word[i][1] != '-' && *letter && !o; letter++) {
		o = option_lettered(table, *letter);
		if (o && o->arg && letter[1])
			return NULL;
		if (o && !o->arg)
			o = NULL;
	}
	return o && o->arg ? o : NULL;
}

/* bash makes three words of --by=class; fish and zsh leave it one. */
static const struct option_line *option_of_value(const struct option_table *table,
						 struct typed *t)
{
	const char *equals = strchr(t->text, '=');
	int last = words - 1;
	char *name;

	if (!strcmp(t->text, "=")) {
		t->text = "";
		return option_at(table, last - 1);
	}
	if (!strcmp(word[last - 1], "="))
		return option_at(table, last - 2);
	if (strncmp(t->text, "--", 2) || !equals)
		return option_at(table, last - 1);
	name = xasprintf("%.*s", (int)(equals - t->text), t->text);
	t->lead = xasprintf("%s=", name);
	t->text = equals + 1;
	return option_named(table, name + 2, strlen(name + 2));
}

static void offer_arguments(const struct typed *t)
{
	static const char *const of_files[] = { "save", "diff", "report", "plot", "explain",
						"bugreport" };
	static const char *const of_commands[] = { "stat", "record" };
	const char *name = word[command];
	size_t i;

	for (i = 0; !strcmp(name, "names") && names_part(i); i++)
		complete_offer(t, names_part(i));
	for (i = 0; i < sizeof(of_files) / sizeof(of_files[0]); i++) {
		if (!strcmp(name, of_files[i]))
			puts(COMPLETE_FILES);
	}
	for (i = 0; i < sizeof(of_commands) / sizeof(of_commands[0]); i++) {
		if (!strcmp(name, of_commands[i]))
			puts(COMPLETE_COMMANDS);
	}
}

/* The command's parser has given its options: offer what fits, and end. */
static void __attribute__((noreturn)) offer(const struct argp *argp)
{
	struct typed t = { "", word[words - 1], root, word[command] };
	static struct option_table table;
	const struct option_line *o;
	int i;

	option_table_add(&table, argp);
	for (i = command + 1; i < words - 1 && strcmp(word[i], "--"); i++)
		;
	o = i < words - 1 ? NULL : option_of_value(&table, &t);
	if (i < words - 1)
		puts(COMPLETE_COMMANDS);
	else if (o)
		complete_values(o, &t);
	else if (*t.text == '-')
		offer_options(&table, &t);
	else
		offer_arguments(&t);
	flush_or_die(stdout);
	exit(STATUS_OK);
}

static bool is_root(const char *text)
{
	return !strcmp(text, "-R") || !strcmp(text, "--root");
}

/* Find the command, and the last --root before the word that is typed. */
static void read_words(void)
{
	int i;

	command = words;
	for (i = 0; i < words && strcmp(word[i], "--"); i++) {
		int value = i + 1 < words && !strcmp(word[i + 1], "=") ? i + 2 : i + 1;

		if (is_root(word[i])) {
			if (value < words - 1)
				root = word[value];
			i = value;
		} else if (!strncmp(word[i], "--root=", 7) && i < words - 1) {
			root = word[i] + 7;
		} else if (word[i][0] != '-' && command == words && i < words - 1) {
			command = i;
		}
	}
}

int cmd_complete(int argc, char **argv)
{
	struct typed t = { "", "", NULL };
	char *name[2];
	size_t i;

	word = argv + 1;
	words = argc - 1;
	if (words && !strcmp(word[0], "--")) {
		word++;
		words--;
	}
	if (!words)
		die("complete needs the words of a command line");
	read_words();
	t.text = word[words - 1];
	for (i = 0; command < words && i < NR_COMMANDS; i++) {
		if (strcmp(word[command], commands[i].name) || !strcmp(commands[i].name, "help"))
			continue;
		args_hook = offer;
		name[0] = word[command];
		name[1] = NULL;
		commands[i].run(1, name);
	}
	if (words > 1 && command == words && is_root(word[words - 2]))
		puts(COMPLETE_FILES);
	else if (command == words && *t.text == '-')
		offer_globals(&t);
	else if (command == words || !strcmp(word[command], "help"))
		offer_commands(&t);
	return STATUS_OK;
}
