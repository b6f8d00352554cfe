// SPDX-License-Identifier: GPL-2.0-only
/*
 * choose.c - see choose.h.
 */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "query/choose.h"
#include "query/choose_say.h"
#include "util/die.h"

static const struct prefix {
	const char *text;
	enum choice_by by;
} prefixes[] = {
	{ "name:", BY_NAME }, { "uuid:", BY_UUID }, { "domain:", BY_DOMAIN }, { "pid:", BY_PID },
};

static void add_word(struct choice *c, enum choice_by by, char *text)
{
	c->word = grow_array(c->word, c->words, sizeof(*c->word));
	c->word[c->words++] = (struct choice_word) { text, by };
}

/* Return the prefix that @text begins with, or NULL. */
static const struct prefix *prefix_of(const char *text)
{
	size_t i;

	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		if (!strncmp(text, prefixes[i].text, strlen(prefixes[i].text)))
			return &prefixes[i];
	}
	return NULL;
}

void choice_add(struct choice *c, enum choice_by by, const char *text)
{
	const struct prefix *p = by == BY_ANY ? prefix_of(text) : NULL;

	add_word(c, p ? p->by : by, xasprintf("%s", p ? text + strlen(p->text) : text));
}

/* Return true if a table of @s has a row of one of @vms and of @vcpu. NULL: any. */
static bool has_row(const struct snapshot *s, const struct vm_set *vms, const char *vcpu)
{
	size_t i, row;

	for (i = 0; i < s->tables.n; i++) {
		const struct table *t = &s->tables.table[i];
		int of_vm = table_column(t, "vm"), of_vcpu = table_column(t, "vcpu");

		for (row = 0; of_vm >= 0 && (!vcpu || of_vcpu >= 0) && row < t->rows; row++) {
			if ((!vcpu || !strcmp(table_cell(t, row, of_vcpu), vcpu)) &&
			    (!vms || vm_set_has(vms, table_cell(t, row, of_vm))))
				return true;
		}
	}
	return false;
}

static bool fits(const struct snapshot *s, const struct vm_name *vm, const char *text,
		 enum choice_by by)
{
	switch (by) {
	case BY_NAME:
		return !strcmp(vm->name, text);
	case BY_UUID:
		return strcmp(text, "-") && !strcasecmp(vm->uuid, text);
	case BY_PATTERN:
		return !fnmatch(text, vm->name, 0);
	case BY_DOMAIN:
		return strcmp(vm->domain, "-") &&
		       (!strcmp(vm->domain, text) || !strcmp(vm->name, text));
	case BY_PID:
		return !strcmp(snapshot_vm_cell(s, vm->vm, "pid"), text) && strcmp(text, "-");
	default:
		return false;
	}
}

/* Add the VMs that fit to @set; @live: only those that live. Returns how many fit. */
static size_t add_fitting(struct vm_set *set, const struct snapshot *s, const char *text,
			  enum choice_by by, bool live)
{
	const struct vm_set one = { 1, (char **)&text };
	size_t i, n = 0;

	if (by == BY_NUMBER && has_row(s, &one, NULL)) {
		vm_set_add(set, text);
		return 1;
	}
	for (i = 0; i < s->names; i++) {
		if (!fits(s, &s->name[i], text, by) ||
		    (live && strcmp(snapshot_vm_cell(s, s->name[i].vm, "state"), "live")))
			continue;
		vm_set_add(set, s->name[i].vm);
		n++;
	}
	return n;
}

/* Find the VMs that @text means in the way @by. Returns false if there are none. */
static bool find(struct choice *c, const struct snapshot *s, const char *text, enum choice_by by)
{
	return (!c->ended && add_fitting(&c->set, s, text, by, true)) ||
	       add_fitting(&c->set, s, text, by, false);
}

/* Find the VMs of a word, and note how it means them. Returns false if there are none. */
static bool find_word(struct choice *c, const struct snapshot *s, struct choice_word *w)
{
	enum choice_by by;

	if (w->by != BY_ANY)
		return find(c, s, w->text, w->by);
	for (by = BY_NUMBER; by <= BY_PATTERN; by++) {
		if (find(c, s, w->text, by)) {
			w->by = by;
			return true;
		}
	}
	return false;
}

/*
 * A name may hold a comma. A word that fits no VM, but has commas, is a list. A prefix in it is
 * for what follows.
 */
static void find_words(struct choice *c, const struct snapshot *s)
{
	size_t i;

	for (i = 0; i < c->words; i++) {
		struct choice_word *w = &c->word[i];
		char *comma;

		if (find_word(c, s, w))
			continue;
		comma = strchr(w->text, ',');
		if (!comma)
			choose_say_none(c, s, w);
		choice_add(c, prefix_of(comma + 1) ? BY_ANY : w->by, comma + 1);
		/* It may have moved. */
		w = &c->word[i];
		*strchr(w->text, ',') = '\0';
		if (!find_word(c, s, w))
			choose_say_none(c, s, w);
	}
}

void choose(struct choice *c, const struct snapshot *s)
{
	find_words(c, s);
	/* The row "-" of ended vCPUs may appear later: it need not be there yet. */
	if (c->vcpu && strcmp(c->vcpu, "-") && !has_row(s, c->words ? &c->set : NULL, c->vcpu))
		choose_say_no_vcpu(c, s);
}

void choose_newer(struct choice *c, const struct snapshot *a, const struct snapshot *b)
{
	size_t i;

	/* A module that was loaded anew numbers VMs anew. */
	if (snapshot_restarted(a, b))
		vm_set_free(&c->set);
	for (i = 0; i < c->words; i++)
		add_fitting(&c->set, b, c->word[i].text, c->word[i].by, true);
}

const char *choice_only(const struct choice *c, const struct snapshot *s, const char *why)
{
	static char *text;

	if (c->set.n == 1)
		return c->set.vm[0];
	text = choice_text(c, s);
	die("%s, and these are %zu: %s", why, c->set.n, text);
}

void choice_free(struct choice *c)
{
	size_t i;

	for (i = 0; i < c->words; i++)
		free(c->word[i].text);
	free(c->word);
	vm_set_free(&c->set);
	*c = (struct choice) { 0 };
}

struct vm_filter choice_filter(const struct choice *c)
{
	return (struct vm_filter) { c->words ? &c->set : NULL, c->vcpu };
}
