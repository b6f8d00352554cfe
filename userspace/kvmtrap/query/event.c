// SPDX-License-Identifier: GPL-2.0-only
/*
 * event.c - see event.h.
 */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "input/reasons.h"
#include "query/event.h"
#include "util/die.h"
#include "util/nearest.h"

/* The first four are the events of perf kvm stat, the next two what it calls exits of AMD's. */
static const struct group {
	const char *name;
	const char *reasons[6];	/* patterns */
	const char *kinds[2];	/* of the table hot */
} groups[] = {
	{ "vmexit", { "*" }, { "*" } },
	{ "mmio", { "MMIO_*" }, { "page" } },
	{ "ioport", { "PIO_*", "IOIO", "IO_INSTRUCTION" }, { "port" } },
	{ "msr", { "MSR*", "SYS64", "CP15_*", "CP14_*" }, { "msr", "sysreg" } },
	{ "hypercall", { "HVC*", "SMC*", "VMMCALL", "VMCALL" }, { "call" } },
	{ "interrupt", { "IRQ", "INTR", "EXTERNAL_INTERRUPT" } },
	{ "sysreg", { "MSR*", "SYS64", "CP15_*", "CP14_*" }, { "msr", "sysreg" } },
	{ "page", { "MMIO_*" }, { "page" } },
	{ "port", { "PIO_*", "IOIO", "IO_INSTRUCTION" }, { "port" } },
	{ "call", { "HVC*", "SMC*", "VMMCALL", "VMCALL" }, { "call" } },
	{ "reg", { "*CR[0-9]*", "*DR[0-9]*", "CR_ACCESS", "DR_ACCESS" }, { "reg" } },
	{ "fault", { "[ID]ABT_*", "NPF", "PF_EXCP", "EPT_*" }, { "fault" } },
};

#define NR_GROUPS	(sizeof(groups) / sizeof(groups[0]))

static const struct group *find_group(const char *word)
{
	size_t i;

	for (i = 0; i < NR_GROUPS; i++) {
		if (!strcmp(groups[i].name, word))
			return &groups[i];
	}
	return NULL;
}

static bool is_class(const char *word)
{
	size_t i;

	for (i = 0; i < NR_CLASSES; i++) {
		if (!strcmp(class_names[i], word))
			return true;
	}
	return false;
}

/*
 * Return the same in upper case, to be freed. In some languages i and I are no pair. A class of
 * letters, as in [[:alpha:]], keeps its name.
 */
static char *upper_case(const char *text)
{
	char *upper = xasprintf("%s", text), *c;
	bool class = false;

	for (c = upper; *c; c++) {
		if (!strncmp(c, "[:", 2) || !strncmp(c, ":]", 2))
			class = *c == '[';
		if (!class && *c >= 'a' && *c <= 'z')
			*c -= 'a' - 'A';
	}
	return upper;
}

static bool matches(const char *pattern, const char *text)
{
	char *a = upper_case(pattern), *b = upper_case(text);
	bool fits = !fnmatch(a, b, 0);

	free(a);
	free(b);
	return fits;
}

static bool any_of(const char *const *patterns, size_t n, const char *text)
{
	size_t i;

	for (i = 0; i < n && patterns[i]; i++) {
		if (matches(patterns[i], text))
			return true;
	}
	return false;
}

/* Return the name that looks most like the word, in any case, or has it inside; NULL: none. */
static const char *nearest_reason(const char *word, const char *const *names, size_t n)
{
	const char *near = nearest(word, names, n, sizeof(*names));
	char *upper = upper_case(word);
	size_t i;

	near = near ?: nearest(upper, names, n, sizeof(*names));
	for (i = 0; !near && strlen(word) > 2 && i < n; i++) {
		if (strstr(names[i], upper))
			near = names[i];
	}
	free(upper);
	return near;
}

/* Return true if a reason of any architecture matches; else set the nearest name. */
static bool is_reason(const char *word, const char **near)
{
	const char *names[NR_ARCHS * REASONS_MOST];
	unsigned int arch, i;
	size_t n = 0;

	for (arch = 0; arch < NR_ARCHS; arch++) {
		for (i = 0; i < reason_count(arch); i++) {
			names[n] = reason_names(arch, i).name;
			if (matches(word, names[n++]))
				return true;
		}
	}
	*near = nearest(word, &groups[0].name, NR_GROUPS, sizeof(groups[0])) ?:
		nearest_reason(word, names, n);
	return false;
}

bool event_add(struct event_choice *e, char *word, const char **near)
{
	*near = NULL;
	if (!find_group(word) && !is_class(word) && !is_reason(word, near))
		return false;
	if (e->n < EVENT_WORDS)
		e->word[e->n++] = word;
	return true;
}

static bool is_reason_of(const char *pattern, enum architecture arch)
{
	unsigned int i;

	for (i = 0; i < reason_count(arch); i++) {
		if (matches(pattern, reason_names(arch, i).name))
			return true;
	}
	return false;
}

static bool is_group_of(const struct group *g, enum architecture arch)
{
	unsigned int i;

	for (i = 0; i < sizeof(g->reasons) / sizeof(g->reasons[0]) && g->reasons[i]; i++) {
		if (is_reason_of(g->reasons[i], arch))
			return true;
	}
	return false;
}

void event_check(const struct event_choice *e, enum architecture arch)
{
	unsigned int i;

	for (i = 0; i < e->n; i++) {
		const struct group *g = find_group(e->word[i]);

		if (g ? is_group_of(g, arch) :
			(is_class(e->word[i]) || is_reason_of(e->word[i], arch)))
			return;
	}
	if (e->n && arch < NR_ARCHS)
		die("%s has no reason '%s': kvmtrap names reasons --arch %s shows all",
		    arch_names[arch], e->word[0], arch_names[arch]);
}

bool event_fits(const struct view *v)
{
	return !strcmp(v->name, "reason") || !strcmp(v->name, "handling") ||
	       !strcmp(v->name, "hot");
}

bool event_has_kinds(const struct event_choice *e, bool of_all)
{
	unsigned int i;

	for (i = 0; i < e->n; i++) {
		const struct group *g = find_group(e->word[i]);

		if (g && g->kinds[0] && (of_all || strcmp(g->name, "vmexit")))
			return true;
	}
	return false;
}

bool event_matches(const struct event_choice *e, const char *class, const char *reason)
{
	unsigned int i;

	for (i = 0; i < e->n; i++) {
		const struct group *g = find_group(e->word[i]);

		if (g && reason && any_of(g->reasons, 6, reason))
			return true;
		if (!g && class && is_class(e->word[i]) && !strcmp(e->word[i], class))
			return true;
		if (!g && reason && matches(e->word[i], reason))
			return true;
	}
	return !e->n;
}

bool event_needs_reasons(const struct event_choice *e)
{
	unsigned int i;

	for (i = 0; i < e->n; i++) {
		if (!is_class(e->word[i]))
			return true;
	}
	return false;
}

/* Return the cell of a row in a column that the table may not have. */
static const char *cell(const struct table *t, size_t row, const char *column)
{
	int i = table_column(t, column);

	return i < 0 ? NULL : table_cell(t, row, i);
}

bool event_passes(const struct event_choice *e, const struct table *t, size_t row)
{
	const char *kind = cell(t, row, "kind");
	unsigned int i;

	for (i = 0; kind && i < e->n; i++) {
		const struct group *g = find_group(e->word[i]);

		if (g && any_of(g->kinds, 2, kind))
			return true;
	}
	return event_matches(e, cell(t, row, "class"), cell(t, row, "reason"));
}

char *event_text(const struct event_choice *e)
{
	char *text = xasprintf("%s", e->n ? e->word[0] : "");
	unsigned int i;

	for (i = 1; i < e->n; i++) {
		char *longer = xasprintf("%s,%s", text, e->word[i]);

		free(text);
		text = longer;
	}
	return text;
}

const char *event_group(unsigned int i)
{
	return i < NR_GROUPS ? groups[i].name : NULL;
}
