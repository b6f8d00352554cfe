// SPDX-License-Identifier: GPL-2.0-only
/*
 * table.c - see table.h.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/table.h"
#include "util/die.h"
#include "util/number.h"
#include "util/word.h"

/* The newest version of each table that this program knows: what is added to a table raises its. */
static const struct {
	const char *name;
	unsigned int version;
} newest[] = {
	{ "config", 1 }, { "handling", 1 }, { "health", 1 }, { "host", 1 }, { "hot", 1 },
	{ "latency", 2 }, { "names", 1 }, { "parameters", 1 }, { "reasons", 1 }, { "summary", 1 },
	{ "system", 1 }, { "times", 1 }, { "userspace", 1 }, { "vcpus", 1 }, { "vms", 1 },
};

/* The words of a line. */
struct words {
	char **word;
	unsigned int n, room;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static void add_word(struct words *words, char *word)
{
	if (words->n == words->room) {
		words->room = words->room ? 2 * words->room : 32;
		words->word = reallocarray(words->word, words->room, sizeof(*words->word));
		if (!words->word)
			die("out of memory");
	}
	words->word[words->n++] = word;
}

/* Cut @line into words. In a copy, lines may end in CR LF. */
static void cut(struct words *words, char *line)
{
	words->n = 0;
	for (;;) {
		while (is_blank(*line))
			line++;
		if (!*line)
			return;
		add_word(words, line);
		while ((unsigned char)*line > ' ' || (*line && !is_blank(*line)))
			line++;
		if (*line)
			*line++ = '\0';
	}
}

/* Return true for "kvmtrap NAME VERSION". */
static bool is_title(const struct words *words)
{
	return words->n == 3 && !strcmp(words->word[0], "kvmtrap") &&
	       strspn(words->word[2], "0123456789") == strlen(words->word[2]);
}

/* The line may be followed by others. */
static bool is_end(const char *line)
{
	size_t n = strlen(TABLES_END);

	return !strncmp(line, TABLES_END, n) && strchr("\n", line[n + strspn(line + n, " \t\r")]);
}

bool tables_text_ends(const char *text)
{
	bool ends = false, line_ends = false;
	size_t n;

	for (; *text; text += n + line_ends) {
		char first = text[strspn(text, " \t\r")];

		n = strcspn(text, "\n");
		line_ends = text[n] == '\n';
		if (is_end(text))
			ends = true;
		else if (first != '#' && first != '\n')
			ends = false;
	}
	return ends && line_ends;
}

static struct table *add_table(struct tables *t, char *name, unsigned int version)
{
	struct table *table;

	t->table = grow_array(t->table, t->n, sizeof(*t->table));
	table = &t->table[t->n++];
	memset(table, 0, sizeof(*table));
	table->name = name;
	table->version = version;
	return table;
}

/* Keep @text until @t is freed. */
static char *keep(struct tables *t, char *text)
{
	t->text = grow_array(t->text, t->texts, sizeof(*t->text));
	t->text[t->texts++] = text;
	return text;
}

static void add_cell(struct table *t, char *cell)
{
	t->cells = grow_array(t->cells, t->filled, sizeof(*t->cells));
	t->cells[t->filled++] = cell;
}

static void add_columns(struct table *t, const struct words *words)
{
	t->columns = words->n;
	t->column = calloc(words->n, sizeof(*t->column));
	if (!t->column)
		die("out of memory");
	memcpy(t->column, words->word, words->n * sizeof(*t->column));
}

static void add_row(struct table *t, const struct words *words, unsigned int number,
		    const char *from)
{
	unsigned int i;

	if (words->n != t->columns)
		die("%s: line %u: %u column%s where '%s' has %u; is it damaged?", from, number,
		    words->n, plural(words->n, "", "s"), t->name, t->columns);
	for (i = 0; i < words->n; i++)
		add_cell(t, words->word[i]);
	t->rows++;
}

void tables_parse(struct tables *t, char *text, const char *from)
{
	char *rest = keep(t, text), *line;
	struct words words = { 0 };
	struct table *table = NULL;
	unsigned int number = 0;
	size_t i, n = strlen(text);

	if (n && text[n - 1] != '\n')
		die("%s: its last line has no end: the file was cut off", from);
	while ((line = strsep(&rest, "\n"))) {
		number++;
		if (is_end(line))
			t->ends = true;
		cut(&words, line);
		if (!words.n || *words.word[0] == '#')
			continue;
		if (is_title(&words)) {
			table = add_table(t, words.word[1], strtoul(words.word[2], NULL, 10));
			t->ends = false;
		} else if (!table) {
			die("%s: this is none of kvmtrapcount's files: line 1 should be 'kvmtrap "
			    "NAME VERSION'",
			    from);
		} else if (!table->column) {
			add_columns(table, &words);
		} else {
			add_row(table, &words, number, from);
		}
	}
	free(words.word);
	for (i = 0; i < t->n; i++) {
		if (!t->table[i].column)
			die("%s: '%s' ends after its title; is the file cut off?",
			    from, t->table[i].name);
	}
}

struct table *tables_new(struct tables *t, const char *name, const char *columns)
{
	struct table *table = add_table(t, keep(t, xasprintf("%s", name)), 1);
	struct words words = { 0 };

	cut(&words, keep(t, xasprintf("%s", columns)));
	add_columns(table, &words);
	free(words.word);
	return table;
}

struct table *tables_new_like(struct tables *t, const struct table *like)
{
	struct table *table = add_table(t, like->name, 1);
	unsigned int i;

	for (i = 0; i < like->columns; i++) {
		table->column = grow_array(table->column, i, sizeof(*table->column));
		table->column[i] = like->column[i];
	}
	table->columns = like->columns;
	return table;
}

static char *keep_formatted(struct tables *t, const char *format, va_list args)
{
	char *cell;

	if (vasprintf(&cell, format, args) < 0)
		die("out of memory");
	return keep(t, cell);
}

void tables_add_cell(struct tables *t, struct table *table, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_cell(table, keep_formatted(t, format, args));
	va_end(args);
	table->rows = table->filled / table->columns;
}

void tables_add_word(struct tables *t, struct table *table, const char *text)
{
	add_cell(table, keep(t, escape_word(text ?: "")));
	table->rows = table->filled / table->columns;
}

void tables_set_cell(struct tables *t, const struct table *table, size_t row, int column,
		     const char *format, ...)
{
	va_list args;

	va_start(args, format);
	table->cells[row * table->columns + column] = keep_formatted(t, format, args);
	va_end(args);
}

void tables_last_first(struct tables *t)
{
	struct table last = t->table[t->n - 1];

	memmove(t->table + 1, t->table, (t->n - 1) * sizeof(*t->table));
	t->table[0] = last;
}

static bool is_newer(const struct table *table)
{
	size_t i;

	for (i = 0; i < sizeof(newest) / sizeof(newest[0]); i++) {
		if (!strcmp(newest[i].name, table->name))
			return table->version > newest[i].version;
	}
	return true;
}

void tables_warn_newer(const struct tables *t, const char *from)
{
	size_t i, n = 0;
	const char *first = NULL;
	char *others;

	for (i = 0; i < t->n; i++) {
		if (!is_newer(&t->table[i]) || n++)
			continue;
		first = t->table[i].name;
	}
	if (!n)
		return;
	others = n > 1 ? xasprintf(" and %zu more", n - 1) : xasprintf("%s", "");
	warn("%s: '%s'%s %s newer than this program knows: what was added is not shown", from,
	     first, others, plural(n, "is", "are"));
	free(others);
}

void tables_free(struct tables *t)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		free(t->table[i].column);
		free(t->table[i].cells);
	}
	for (i = 0; i < t->texts; i++)
		free(t->text[i]);
	free(t->table);
	free(t->text);
	memset(t, 0, sizeof(*t));
}
