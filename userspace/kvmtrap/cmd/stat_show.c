// SPDX-License-Identifier: GPL-2.0-only
/*
 * stat_show.c - counts, or their change: how they are shown.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cmd/emit.h"
#include "cmd/stat.h"
#include "cmd/vmtop.h"
#include "cmd/which.h"
#include "input/parameter.h"
#include "input/snapshot.h"
#include "output/sheet.h"
#include "query/nested.h"
#include "query/query.h"
#include "util/die.h"

static bool average_wanted(const struct stat_options *o)
{
	unsigned int i;

	for (i = 0; i < o->by.n; i++) {
		if (view_has_average(o->by.view[i]))
			return true;
	}
	return false;
}

static void print_heading(const struct stat_options *o, const struct snapshot *a,
			  const struct snapshot *s, double seconds, bool restarted)
{
	FILE *f = o->output.to;

	print_title(f, "#", s);
	if (seconds)
		fprintf(f, ", %.3f s", seconds);
	print_choice(f, &o->choice, s);
	fputc('\n', f);
	print_idle(f, &o->choice, a, s);
	if (restarted)
		fprintf(f, "# the counters were reset in between: this is what came since then\n");
	print_forgotten(f, "", query_forgotten(o->choice.words ? &o->choice.set : NULL, a, s));
	if (average_wanted(o) && !snapshot_times_cover(a, s) && snapshot_table(s, "times") &&
	    snapshot_table(s, "times")->rows)
		fprintf(f, "# times were switched on later than counting began: so no averages; "
			   "kvmtrap reset begins both anew\n");
}

/* How sure the numbers are, and where there are better ones. */
static void print_errors(FILE *f, const struct snapshot *s, bool change)
{
	/* The first version of the table has no longest times: the bucket's end stands for it. */
	bool exact = !change && table_column(snapshot_table(s, "latency"), "max_ns") >= 0;

	fprintf(f, "# p50, p90 and p99 are off by \302\261%% at most, below 256 ns by 128 ns; "
		   "Max is %s\n"
		   "# exactly, of every reason, and with the time halted: kvmtrap record, then "
		   "kvmtrap report\n",
		exact ? "exact" : "what no exit exceeded");
}

static void print_view(FILE *f, const struct sheet *sheet, const struct query *q,
		       const struct snapshot *s, bool change)
{
	const char *file = query_file(q);
	const struct view *v = q->view;
	const struct table *t = snapshot_table(s, file);

	if (!sheet->no_head)
		fputc('\n', f);
	if (sheet->rows)
		sheet_print(sheet, f);
	else if (sheet->no_head)
		return;
	else if (!t)
		fprintf(f, "nothing by %s: there is no file '%s' in this copy\n", v->name, file);
	else if (v->needs && !t->rows && s->live)
		fprintf(f, "nothing by %s; is %s=1? (echo 1 > " PARAMETERS "/%s)\n",
			v->name, v->needs, v->needs);
	else if (v->needs && !t->rows)
		fprintf(f, "nothing by %s; was it made without %s=1?\n", v->name, v->needs);
	else
		fprintf(f, "nothing%s by %s\n", change ? " moved" : "", v->name);
	if (sheet->rows && !sheet->no_head && view_is_percentiles(v))
		print_errors(f, s, change);
}

static void print_csv(FILE *f, const struct sheet *sheet, const struct snapshot *a,
		      const struct snapshot *b)
{
	static bool headed;
	char *lead = a ? xasprintf("%.3f,%.3f", b->when, snapshot_counted_seconds(a, b)) :
			 xasprintf("%.3f,", b->when);

	sheet_csv(sheet, f, headed ? NULL : "time,seconds", lead);
	headed = true;
	free(lead);
}

static struct query query_of(const struct stat_options *o, unsigned int view)
{
	return (struct query) {
		.view = o->by.view[view], .per = o->per, .only = choice_filter(&o->choice),
		.events = o->events.n ? &o->events : NULL,
	};
}

/* Print one view. A view that has none of the columns that are wanted is left out. */
static void print_part(const struct stat_options *o, unsigned int view, json_t *parts,
		       const struct snapshot *a, const struct snapshot *b)
{
	struct query q = query_of(o, view);
	FILE *f = o->output.to;
	struct sheet sheet;

	query_sheet(&sheet, &q, a, b);
	shape_apply(&o->output.shape, &sheet, b->when);
	/* The view time has said already that times are not measured. */
	if (!sheet.columns || (o->usual && !sheet.rows && view_is_percentiles(q.view)))
		;
	else if (o->output.json)
		json_object_set_new(parts, q.view->name, sheet_json(&sheet));
	else if (o->output.csv)
		print_csv(f, &sheet, a, b);
	else
		print_view(f, &sheet, &q, b, a);
	sheet_free(&sheet);
}

/*
 * The VMs that run guests of their own, which only x86 tells. In CSV there is one table
 * only, and a vCPU has no row here.
 */
static void print_nested(const struct stat_options *o, json_t *head, const struct snapshot *a,
			 const struct snapshot *b)
{
	struct vm_filter only = choice_filter(&o->choice);
	struct sheet sheet;

	if (o->output.csv || only.vcpu || b->arch != ARCH_X86)
		return;
	nested_sheet(&sheet, &only, a, b);
	if (head) {
		json_object_set_new(head, "nested", sheet_json(&sheet));
	} else if (sheet.rows) {
		fprintf(o->output.to, "\n# guests of guests\n");
		sheet_print(&sheet, o->output.to);
	}
	sheet_free(&sheet);
}

/* Print the views, from @a (NULL: from the beginning) to @b. */
static void print_views(const struct stat_options *o, const struct snapshot *a,
			const struct snapshot *b)
{
	bool people = !o->output.json && !o->output.csv && !o->output.shape.no_header;
	bool restarted = a && snapshot_restarted(a, b);
	double seconds = a ? snapshot_counted_seconds(a, b) : 0;
	json_t *head, *parts = json_object();
	FILE *f = o->output.to;
	unsigned int i;

	if (people)
		print_heading(o, a, b, seconds, restarted);
	for (i = 0; i < o->by.n; i++)
		print_part(o, i, parts, a, b);
	if (o->output.json) {
		head = json_head("stat", b);
		json_change(head, a, b);
		json_object_set_new(head, "forgotten", json_count(snapshot_forgotten(a, b)));
		json_choice(head, &o->choice, a, b);
		json_object_set(head, "views", parts);
		print_nested(o, head, a, b);
		json_put(f, head);
	} else if (people) {
		print_nested(o, NULL, a, b);
		print_apart(f, a, b);
		if (o->interval)
			fputc('\n', f);
	}
	json_decref(parts);
}

static void print_vmtop(const struct stat_options *o, const struct snapshot *a,
			const struct snapshot *b)
{
	struct vm_filter only = choice_filter(&o->choice);
	struct sheet sheet;

	vmtop_sheet(&sheet, &only, a, b);
	shape_apply(&o->output.shape, &sheet, b->when);
	if (o->output.csv)
		print_csv(o->output.to, &sheet, a, b);
	else
		output_shaped(&o->output, "vmtop", b, &sheet);
	sheet_free(&sheet);
}

void stat_check_columns(const struct stat_options *o, const struct snapshot *s)
{
	struct vm_filter only = choice_filter(&o->choice);
	struct shape_search search = { 0 };
	unsigned int i;

	for (i = 0; i < (o->vmtop ? 1 : o->by.n); i++) {
		struct query q = query_of(o, i);
		struct sheet sheet;

		if (o->vmtop)
			vmtop_sheet(&sheet, &only, NULL, s);
		else
			query_columns(&sheet, &q, s, o->interval || o->timeout || o->command);
		shape_look(&search, &o->output.shape, &sheet);
		sheet_free(&sheet);
	}
	shape_found(&search, &o->output.shape);
}

void stat_show(const struct stat_options *o, const struct snapshot *a, const struct snapshot *b)
{
	if (o->vmtop)
		print_vmtop(o, a, b);
	else
		print_views(o, a, b);
	flush_or_die(o->output.to);
}
