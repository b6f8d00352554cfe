// SPDX-License-Identifier: GPL-2.0-only
/*
 * diff.c - two snapshots side by side.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"
#include "cmd/emit.h"
#include "cmd/options.h"
#include "cmd/rows.h"
#include "cmd/which.h"
#include "input/snapshot.h"
#include "output/sheet.h"
#include "query/compare.h"
#include "query/query.h"
#include "util/die.h"
#include "util/screen.h"

static struct options {
	struct output output;
	const char *path[2];
	struct view_choice by;
	enum view_per per;
	struct choice choice[2];
} o;

/* Options without a letter. */
#define PER	1000

/* In --vm A:B, A is of the first snapshot, and B of the second one. */
static void choose_in_both(void)
{
	size_t i;

	o.choice[1] = (struct choice) { .vcpu = o.choice[0].vcpu };
	for (i = 0; i < o.choice[0].words; i++) {
		struct choice_word *w = &o.choice[0].word[i];
		char *colon = strchr(w->text, ':');

		choice_add(&o.choice[1], colon ? BY_ANY : w->by, colon ? colon + 1 : w->text);
		if (colon)
			*colon = '\0';
	}
	for (i = 0; i < 2; i++)
		o.choice[i].where = o.path[i];
}

static void check(struct argp_state *state)
{
	unsigned int i;

	if (o.output.root)
		argp_error(state, "name the two copies as A and B, without --root");
	if (!o.path[1])
		argp_error(state, "name two saved copies: files of kvmtrap save, or recordings");
	if (!o.by.n) {
		static const char *const usual[] = { "class", "reason", "user", "handling", "hot" };

		for (i = 0; i < (o.output.csv ? 1 : 5); i++)
			o.by.view[o.by.n++] = view_find(usual[i]);
	}
	check_views(state, &o.by, o.per, &o.choice[0], o.output.csv);
	for (i = 0; i < o.by.n; i++) {
		if (view_is_percentiles(o.by.view[i]))
			argp_error(state, "percentiles are of one copy: kvmtrap stat --by "
					  "percentiles --root FILE");
	}
	choose_in_both();
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o.choice[0];
		state->child_inputs[1] = &o.output.shape;
		state->child_inputs[2] = &o.output;
		return 0;
	case 'b':
		choose_views(&o.by, arg, state);
		return 0;
	case PER:
		o.per = per_arg(state, arg);
		return 0;
	case ARGP_KEY_ARG:
		file_arg(state, arg, o.path, 2, "file");
		return 0;
	case ARGP_KEY_END:
		check(state);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option options[] = {
	{ "by", 'b', "VIEW,...", 0,
	  "What to compare (class,reason,user,handling,hot)" },
	{ "per", PER, "WHAT", 0, "Split each row by VM (vm) or by vCPU (vcpu)" },
	{ 0 }
};

static const struct argp_child children[] = {
	{ &which_argp }, { &rows_argp }, { &output_argp }, { 0 }
};

static const struct argp argp = {
	options, parse, "A B",
	"Show two saved copies side by side, and by how much B is more than A: files of "
	"kvmtrap save, copies of the module's files, or recordings (trace.dat).",
	.children = children
};

static void print_archs(const struct snapshot s[2])
{
	char *a = screen_string(snapshot_arch_name(&s[0]));
	char *b = screen_string(snapshot_arch_name(&s[1]));

	printf("# A is of %s, B of %s: their reasons have names of their own, "
	       "classes and returns the same\n",
	       a, b);
	free(a);
	free(b);
}

static void print_heads(const struct snapshot s[2])
{
	unsigned int n;

	for (n = 0; n < 2; n++) {
		char *path = screen_string(o.path[n]);

		printf("# %c: %s,", "AB"[n], path);
		free(path);
		print_title(stdout, "", &s[n]);
		print_choice(stdout, &o.choice[n], &s[n]);
		putchar('\n');
	}
	if (strcmp(snapshot_arch_name(&s[0]), snapshot_arch_name(&s[1])))
		print_archs(s);
	printf("# from A to B %.3f s%s\n", snapshot_seconds(&s[0], &s[1]),
	       snapshot_rebooted(&s[0], &s[1]) ?
	       ", by the time of day: they are of different boots" : "");
	if (snapshot_restarted(&s[0], &s[1]))
		printf("# they began to count at different times: "
		       "each shows all since its own beginning\n");
	else if (snapshot_goes_on(&s[0], &s[1]))
		printf("# they began to count at the same time: B-A is what came in between%s\n",
		       snapshot_seconds(&s[0], &s[1]) < 0 ?
		       ", below 0, as A was made after B" : "");
	if (snapshot_goes_on(&s[0], &s[1]) && snapshot_times_restarted(&s[0], &s[1]))
		printf("# times began anew in between: of times, each shows all since its own "
		       "beginning\n");
	for (n = 0; n < 2; n++) {
		if (!o.choice[n].words)
			print_forgotten(stdout, n ? "B: " : "A: ", snapshot_forgotten(NULL, &s[n]));
	}
}

/*
 * Return why a view cannot be compared, to be freed: only one of the two tells it. NULL: it
 * can be, or neither tells it.
 */
static char *not_comparable(const struct query q[2], const struct snapshot s[2])
{
	const char *file = query_file(&q[0]), *needs = q[0].view->needs;
	const struct table *t[2] = { snapshot_table(&s[0], file), snapshot_table(&s[1], file) };

	if (!t[0] != !t[1])
		return xasprintf("there is no file '%s' in %c", file, t[0] ? 'B' : 'A');
	if (needs && t[0] && !t[0]->rows != !t[1]->rows)
		return xasprintf("%c has none; was it made without %s=1?", t[0]->rows ? 'B' : 'A',
				 needs);
	return NULL;
}

/* Make the sheet of a view. It has no rows if it cannot be compared: returns why, to be freed. */
static char *make_sheet(struct sheet *sheet, const struct view *v, const struct snapshot s[2])
{
	struct query q[2];
	struct result r[2];
	unsigned int n;
	char *why;

	for (n = 0; n < 2; n++) {
		q[n] = (struct query) { .view = v, .per = o.per,
					.only = choice_filter(&o.choice[n]) };
		query_run(&r[n], &q[n], &s[n]);
	}
	why = not_comparable(q, s);
	for (n = 0; why && n < 2; n++)
		r[n].rows = 0;
	compare_sheet(sheet, r);
	result_free(&r[0]);
	result_free(&r[1]);
	return why;
}

/*
 * Print a sheet, or add it to @parts. One that has none of the columns wanted is left out. @why:
 * it could not be compared
 */
static void print_part(const struct sheet *sheet, json_t *parts, const char *view, const char *why)
{
	if (!sheet->columns)
		return;
	if (o.output.json) {
		json_object_set_new(parts, view, sheet_json(sheet));
	} else if (o.output.csv) {
		csv_put(stdout, sheet);
	} else if (sheet->rows) {
		if (!sheet->no_head)
			putchar('\n');
		sheet_print(sheet, stdout);
	} else if (why && !sheet->no_head) {
		printf("\nnothing by %s: %s\n", view, why);
	}
}

/* Print all views. It is known that the columns are there before anything is printed. */
static void print_parts(json_t *parts, const struct snapshot s[2])
{
	bool people = !o.output.json && !o.output.csv && !o.output.shape.no_header;
	struct sheet sheet[sizeof(o.by.view) / sizeof(o.by.view[0])];
	char *why[sizeof(o.by.view) / sizeof(o.by.view[0])];
	struct shape_search search = { 0 };
	unsigned int i;

	for (i = 0; i < o.by.n; i++) {
		why[i] = make_sheet(&sheet[i], o.by.view[i], s);
		shape_look(&search, &o.output.shape, &sheet[i]);
	}
	shape_found(&search, &o.output.shape);
	if (people)
		print_heads(s);
	for (i = 0; i < o.by.n; i++) {
		shape_apply(&o.output.shape, &sheet[i], s[1].when);
		print_part(&sheet[i], parts, o.by.view[i]->name, why[i]);
		sheet_free(&sheet[i]);
		free(why[i]);
	}
	if (people)
		print_apart(stdout, &s[0], &s[1]);
}

int cmd_diff(int argc, char **argv)
{
	json_t *head, *parts = json_object();
	struct snapshot s[2];
	unsigned int n;

	parse_args(&argp, NULL, argc, argv, 0, &o);
	for (n = 0; n < 2; n++)
		snapshot_load(&s[n], o.path[n]);
	for (n = 0; n < 2; n++)
		choose(&o.choice[n], &s[n]);
	head = json_head("diff", &s[1]);
	json_change(head, &s[0], &s[1]);
	/* Each is shown with all it has: this is how far they are apart. */
	json_object_set_new(head, "seconds", json_real(snapshot_seconds(&s[0], &s[1])));
	json_object_set_new(head, "a_forgotten", json_count(snapshot_forgotten(NULL, &s[0])));
	json_object_set_new(head, "b_forgotten", json_count(snapshot_forgotten(NULL, &s[1])));
	print_parts(parts, s);
	json_object_set_new(head, "views", parts);
	if (o.output.json)
		json_put(stdout, head);
	else
		json_decref(head);
	snapshot_free(&s[0]);
	snapshot_free(&s[1]);
	return STATUS_OK;
}
