// SPDX-License-Identifier: GPL-2.0-only
/*
 * anonymous.c - see anonymous.h.
 */
#include <search.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "input/anonymous.h"
#include "input/snapshot.h"
#include "util/die.h"

/* A word that was replaced. */
struct met_word {
	char *word;
	size_t number;	/* in the order in which they were first met, from 1 */
};

/* All of them: a host may have thousands of names, and each row of most tables has one. */
struct met {
	void *tree;	/* of tsearch() */
	size_t n;
};

struct known {
	struct met names, uuids;
};

/* Tables whose columns this version knows. */
static const char *const tables[] = {
#define X(name) #name,
	KVMTRAP_FILES(X)
#undef X
	"host", "names",
};

/* Command names of VMMs, cut to 15 characters as the kernel does: they name nobody's VM. */
static const char *const vmms[] = {
	"cloud-hyperviso", "crosvm", "firecracker", "kvm", "lkvm", "qemu-kvm",
	"qemu-system-aar", "qemu-system-i38", "qemu-system-x86", "trapgen",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is_one_of(const char *word, const char *const *words, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (!strcmp(word, words[i]))
			return true;
	}
	return false;
}

static int compare(const void *left, const void *right)
{
	const struct met_word *a = left, *b = right;

	return strcmp(a->word, b->word);
}

/* Return the number of @word, from 1: how many words were met before it. */
static size_t number_of(struct met *met, const char *word)
{
	struct met_word wanted = { (char *)word }, *const *found, *new;

	found = tfind(&wanted, &met->tree, compare);
	if (found)
		return (*found)->number;
	new = malloc(sizeof(*new));
	if (!new)
		die("out of memory");
	*new = (struct met_word) { xasprintf("%s", word), ++met->n };
	if (!tsearch(new, &met->tree, compare))
		die("out of memory");
	return new->number;
}

static void forget(void *met)
{
	free(((struct met_word *)met)->word);
	free(met);
}

static void replace_name(struct tables *t, const struct table *table, size_t row, int column,
			 struct known *known)
{
	const char *word = table_cell(table, row, column);

	if (strcmp(word, "-") && !is_one_of(word, vmms, COUNT(vmms)))
		tables_set_cell(t, table, row, column, "name-%zu",
				number_of(&known->names, word));
}

static void replace_uuid(struct tables *t, const struct table *table, size_t row, int column,
			 struct known *known)
{
	const char *word = table_cell(table, row, column);

	if (strcmp(word, "-"))
		tables_set_cell(t, table, row, column, "00000000-0000-0000-0000-%012zu",
				number_of(&known->uuids, word));
}

/* The table host has a row for each thing. */
static void replace_host(struct tables *t, const struct table *host)
{
	size_t row;

	for (row = 0; host->columns == 2 && row < host->rows; row++) {
		if (!strcmp(table_cell(host, row, 0), "name"))
			tables_set_cell(t, host, row, 1, "host");
		else if (!strcmp(table_cell(host, row, 0), "boot"))
			tables_set_cell(t, host, row, 1, "-");
	}
}

static void replace_columns(struct tables *t, const struct table *table, struct known *known)
{
	bool names = !strcmp(table->name, "names");
	/* The column name of hot has registers and calls. */
	int name = table_column(table, names ? "name" : "comm");
	int uuid = names ? table_column(table, "uuid") : -1;
	size_t row;

	for (row = 0; row < table->rows; row++) {
		if (name >= 0)
			replace_name(t, table, row, name, known);
		if (uuid >= 0)
			replace_uuid(t, table, row, uuid, known);
	}
}

void tables_anonymize(struct tables *t)
{
	struct known known = { 0 };
	size_t i;

	for (i = 0; i < t->n; i++) {
		struct table *table = &t->table[i];

		if (!is_one_of(table->name, tables, COUNT(tables)))
			table->rows = 0;
		else if (!strcmp(table->name, "host"))
			replace_host(t, table);
		else
			replace_columns(t, table, &known);
	}
	tdestroy(known.names.tree, forget);
	tdestroy(known.uuids.tree, forget);
}
