// SPDX-License-Identifier: GPL-2.0-only
/*
 * complete_values.c - the values that options may have, for completion.
 */
#include <ctype.h>
#include <pwd.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bench/kinds.h"
#include "cmd/complete.h"
#include "input/reasons.h"
#include "input/snapshot.h"
#include "query/event.h"
#include "query/series.h"
#include "query/view.h"
#include "util/die.h"

static int compare(const void *left, const void *right)
{
	return strcmp(left, right);
}

/* Return true if the word was offered before: VMs may share a name, and there may be thousands. */
static bool is_offered(const char *word)
{
	static void *offered;

	if (tfind(word, &offered, compare))
		return true;
	if (!tsearch(xasprintf("%s", word), &offered, compare))
		die("out of memory");
	return false;
}

void complete_offer(const struct typed *t, const char *word)
{
	const char *c;

	if (strncmp(word, t->text, strlen(t->text)) || is_offered(word))
		return;
	/* A shell takes each line for a word. */
	for (c = word; *c; c++) {
		if (iscntrl((unsigned char)*c))
			return;
	}
	printf("%s%s\n", t->lead, word);
}

/* A pipe can be read only once, by the command; and it may have nothing to read yet. */
static bool is_pipe(const char *path)
{
	struct stat st;

	return !strcmp(path, "-") ||
	       (!stat(path, &st) && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode));
}

/* Load the snapshot that the command line is about. Returns false if there is none. */
static bool load(struct snapshot *s, const struct typed *t)
{
	if (t->root && is_pipe(t->root))
		return false;
	if (!t->root)
		return snapshot_try_live(s);
	snapshot_load(s, t->root);
	return true;
}

static void offer_vms(const struct typed *t)
{
	struct snapshot s;
	size_t i;

	if (!load(&s, t))
		return;
	for (i = 0; i < s.names; i++) {
		const struct vm_name *vm = &s.name[i];

		if (snapshot_vm_ended(&s, vm->vm))
			continue;
		if (strcmp(vm->name, "-"))
			complete_offer(t, vm->name);
		/* Most people want names: numbers and UUIDs only where somebody types one. */
		if (*t->text && strcmp(vm->vm, vm->name))
			complete_offer(t, vm->vm);
		if (*t->text && strcmp(vm->uuid, "-"))
			complete_offer(t, vm->uuid);
	}
	snapshot_free(&s);
}

/* Offer the cells of a column of vcpus that are numbers. */
static void offer_cells(const struct typed *t, const char *column)
{
	const struct table *vcpus;
	struct snapshot s;
	size_t row;

	if (!load(&s, t))
		return;
	vcpus = snapshot_table(&s, "vcpus");
	for (row = 0; vcpus && row < vcpus->rows; row++) {
		if (!strcmp(table_get(vcpus, row, "state"), "live") &&
		    strcmp(table_get(vcpus, row, column), "-"))
			complete_offer(t, table_get(vcpus, row, column));
	}
	snapshot_free(&s);
}

static void offer_pids(const struct typed *t)
{
	offer_cells(t, "pid");
}

static void offer_vcpus(const struct typed *t)
{
	offer_cells(t, "vcpu");
}

static void offer_events(const struct typed *t)
{
	enum architecture arch = arch_of_host();
	struct snapshot s;
	unsigned int i;

	if (t->root && load(&s, t)) {
		arch = s.arch;
		snapshot_free(&s);
	}
	for (i = 0; event_group(i); i++)
		complete_offer(t, event_group(i));
	for (i = 0; i < NR_CLASSES; i++)
		complete_offer(t, class_names[i]);
	for (i = 0; i < reason_count(arch); i++)
		complete_offer(t, reason_names(arch, i).name);
}

static void offer_views(const struct typed *t)
{
	const struct view *v;

	for (v = views; v->name; v++)
		complete_offer(t, v->name);
}

static void offer_series(const struct typed *t)
{
	unsigned int i;

	for (i = 0; i < NR_SERIES_BY; i++)
		complete_offer(t, series_names[i]);
}

static void offer_columns(const struct typed *t)
{
	static const char *const others[] = {
		"vm_name", "vm_uuid", "percent", "per_second", "average_ns", "sample", "time",
	};
	const struct view *v;
	unsigned int i;

	for (v = views; v->name; v++) {
		for (i = 0; i < VIEW_KEYS && v->keys[i]; i++)
			complete_offer(t, v->keys[i]);
		for (i = 0; i < VIEW_VALUES && v->value[i].name; i++)
			complete_offer(t, v->value[i].name);
	}
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		complete_offer(t, others[i]);
}

static void offer_per(const struct typed *t)
{
	complete_offer(t, "vm");
	complete_offer(t, "vcpu");
}

static void offer_archs(const struct typed *t)
{
	unsigned int i;

	for (i = 0; i < NR_ARCHS; i++)
		complete_offer(t, arch_names[i]);
}

static void offer_attachments(const struct typed *t)
{
	unsigned int i;

	for (i = 0; i < BENCH_ATTACH; i++)
		complete_offer(t, bench_attach[i]);
}

static void offer_bench_reasons(const struct typed *t)
{
	char *all, *rest, *name;

	bench_choose_arch(arch_of_host(), arch_host_is_intel(), true);
	all = rest = bench_reasons();
	while ((name = strsep(&rest, ",")))
		complete_offer(t, name);
	free(all);
}

static void offer_users(const struct typed *t)
{
	const struct passwd *user;

	while ((user = getpwent())) {
		if (user->pw_uid)
			complete_offer(t, user->pw_name);
	}
	endpwent();
}

static void offer_files(const struct typed *t)
{
	(void)t;
	puts(COMPLETE_FILES);
}

static const struct {
	const char *option;
	void (*offer)(const struct typed *t);
	bool list;	/* with commas */
	const char *command;	/* only there */
} values[] = {
	{ "by", offer_series, false, "plot" }, { "class", offer_events, true },
	{ "reason", offer_events, true, "plot" },
	{ "by", offer_views, true }, { "per", offer_per }, { "vm", offer_vms, true },
	{ "pid", offer_pids, true }, { "vcpu", offer_vcpus }, { "event", offer_events, true },
	{ "sort", offer_columns }, { "columns", offer_columns, true }, { "arch", offer_archs },
	{ "attach", offer_attachments }, { "reason", offer_bench_reasons, true },
	{ "root", offer_files }, { "output", offer_files }, { "module", offer_files },
	{ "trapgen", offer_files }, { "user", offer_users },
};

void complete_values(const struct option_line *o, const struct typed *t)
{
	const char *comma = strrchr(t->text, ',');
	struct typed last = *t;
	char *lead = NULL;
	size_t i;

	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		if (strcmp(values[i].option, o->name) ||
		    (values[i].command && strcmp(values[i].command, t->command)))
			continue;
		if (values[i].list && comma) {
			lead = xasprintf("%s%.*s", t->lead, (int)(comma + 1 - t->text), t->text);
			last.lead = lead;
			last.text = comma + 1;
		}
		values[i].offer(&last);
		free(lead);
		return;
	}
}
