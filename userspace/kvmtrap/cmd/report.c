// SPDX-License-Identifier: GPL-2.0-only
/*
 * report.c - what a recording holds.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"
#include "cmd/emit.h"
#include "cmd/options.h"
#include "cmd/rows.h"
#include "cmd/which.h"
#include "input/reasons.h"
#include "input/recording.h"
#include "input/source.h"
#include "output/sheet.h"
#include "query/traced.h"
#include "util/die.h"
#include "util/number.h"

static struct options {
	struct output output;
	const char *file;
	struct choice choice;
	struct event_choice events;
	bool vm, vcpu;
} o;

/* Options without a letter. */
#define PER	1000

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o.choice;
		state->child_inputs[1] = &o.output.shape;
		state->child_inputs[2] = &o.output;
		return 0;
	case 'e':
		choose_events(&o.events, arg, state);
		return 0;
	case PER:
		o.vm = true;
		o.vcpu = per_arg(state, arg) == PER_VCPU;
		return 0;
	case ARGP_KEY_ARG:
		file_arg(state, arg, &o.file, 1, "recording");
		return 0;
	case ARGP_KEY_END:
		if (o.output.root && o.file)
			argp_error(state, "name the recording once: by --root, or as FILE");
		if (!o.file)
			o.file = o.output.root ? o.output.root : "trace.dat";
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option options[] = {
	{ "event", 'e', "EVENT,...", 0, "Only mmio, ioport, msr, vmexit, or reasons" },
	{ "per", PER, "WHAT", 0, "Split each row by VM (vm) or by vCPU (vcpu)" },
	{ 0 }
};

static const struct argp_child children[] = {
	{ &which_argp }, { &rows_argp }, { &output_argp }, { 0 }
};

static const struct argp argp = {
	options, parse, "[FILE]",
	"Show the exits of a recording (trace.dat) by reason, and how long they took to "
	"handle, with time halted. Percentiles are exact, as a recording has each exit. "
	"kvmtrap stat --root FILE and kvmtrap diff read recordings as well; trace-cmd report "
	"shows each event.",
	.children = children
};

/* Order exits by the row that they belong to, then by the time that they took. */
static int compare(const void *left, const void *right)
{
	const struct traced_exit *a = left, *b = right;

	if (o.vm && a->vm != b->vm)
		return a->vm < b->vm ? -1 : 1;
	if (o.vcpu && a->vcpu != b->vcpu)
		return a->vcpu < b->vcpu ? -1 : 1;
	if (a->reason != b->reason)
		return (int)a->reason - (int)b->reason;
	return (a->ns > b->ns) - (a->ns < b->ns);
}

static bool same_row(const struct traced_exit *a, const struct traced_exit *b)
{
	return a->reason == b->reason && (!o.vm || a->vm == b->vm) &&
	       (!o.vcpu || a->vcpu == b->vcpu);
}

static void add_columns(struct sheet *sheet)
{
	if (o.vm)
		sheet_column(sheet, "vm", "VM", CELL_ID);
	if (o.vcpu)
		sheet_column(sheet, "vcpu", "vCPU", CELL_ID);
	sheet_column(sheet, "class", "Class", CELL_TEXT);
	sheet_column(sheet, "code", "Code", CELL_TEXT);
	sheet_column(sheet, "reason", "Reason", CELL_TEXT);
	sheet_column(sheet, "exits", "Total", CELL_COUNT);
	sheet_column(sheet, "percent", "%Total", CELL_PERCENT);
	sheet_column(sheet, "total_ns", "Time", CELL_NS);
	sheet_column(sheet, "average_ns", "Average", CELL_NS);
	sheet_column(sheet, "min_ns", "Min", CELL_NS);
	sheet_column(sheet, "p50_ns", "p50", CELL_NS);
	sheet_column(sheet, "p90_ns", "p90", CELL_NS);
	sheet_column(sheet, "p99_ns", "p99", CELL_NS);
	sheet_column(sheet, "max_ns", "Max", CELL_NS);
}

/* Return the smallest time of @n that @percent of them do not exceed. */
static uint64_t percentile(const struct traced_exit *e, size_t n, unsigned int percent)
{
	return e[(n * percent + 99) / 100 - 1].ns;
}

static void add_number(struct sheet *sheet, uint64_t n)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, n);
	sheet_text(sheet, text);
}

/* Add the cells from total_ns on, for @n exits, which are ordered by time. */
#define TIMES	7

static void add_times(struct sheet *sheet, const struct traced_exit *e, size_t n)
{
	uint64_t ns = 0;
	size_t i;

	for (i = 0; i < n; i++)
		ns += e[i].ns;
	sheet_number(sheet, ns);
	sheet_number(sheet, ns / n);
	sheet_number(sheet, e[0].ns);
	sheet_number(sheet, percentile(e, n, 50));
	sheet_number(sheet, percentile(e, n, 90));
	sheet_number(sheet, percentile(e, n, 99));
	sheet_number(sheet, e[n - 1].ns);
}

/* Add a row of @n exits, which are ordered by time: first those of which it is not known. */
static void add_row(struct sheet *sheet, enum architecture arch, const struct traced_exit *e,
		    size_t n, size_t all)
{
	struct reason_names names = reason_names(arch, e->reason);
	size_t untimed = 0, i;

	while (untimed < n && !e[untimed].ns)
		untimed++;
	if (o.vm)
		add_number(sheet, e->vm);
	if (o.vcpu)
		add_number(sheet, e->vcpu);
	sheet_text(sheet, names.class);
	sheet_text(sheet, names.code);
	sheet_text(sheet, names.name);
	sheet_number(sheet, n);
	sheet_real(sheet, 100.0 * n / all);
	if (untimed < n)
		add_times(sheet, e + untimed, n - untimed);
	for (i = 0; untimed == n && i < TIMES; i++)
		sheet_none(sheet);
}

/*
 * Make the sheet of a recording, whose exits are put in the order of the rows. @when: its file was
 * written last, by Unix time
 */
static void make_sheet(struct sheet *sheet, struct recording *r, double when)
{
	const struct snapshot of = { .when = when };
	size_t from, to;

	qsort(r->exit, r->exits, sizeof(*r->exit), compare);
	sheet_init(sheet, "report");
	add_columns(sheet);
	for (from = 0; from < r->exits; from = to) {
		for (to = from; to < r->exits && same_row(&r->exit[from], &r->exit[to]); to++)
			;
		add_row(sheet, r->arch, &r->exit[from], to - from, r->exits);
	}
	sheet_sort(sheet, sheet_find(sheet, "exits"), false);
	output_shape(&o.output, &of, sheet);
}

static void show_json(const struct recording *r, double seconds, const struct sheet *sheet)
{
	json_t *head = json_head("report", NULL);

	json_object_set_new(head, "seconds", json_real(seconds));
	json_object_set_new(head, "missed", json_count(r->missed));
	json_object_set_new(head, "missed_at_least", json_boolean(r->missed_more));
	json_object_set_new(head, "untimed", json_count(recording_untimed(r)));
	json_object_set_new(head, "rows", sheet_json(sheet));
	json_put(stdout, head);
}

static void show(const struct recording *r, double seconds, const struct sheet *sheet)
{
	size_t untimed = recording_untimed(r);

	if (!o.output.csv && !o.output.shape.no_header) {
		printf("# %zu exit%s in %.3f s, %s%" PRIu64 " event%s missed\n", r->exits,
		       plural(r->exits, "", "s"), seconds, r->missed_more ? "at least " : "",
		       r->missed, plural(r->missed, "", "s"));
		if (untimed)
			printf("# %zu exit%s untimed: it is not known how long %s took\n", untimed,
			       plural(untimed, " is", "s are"), plural(untimed, "it", "they"));
		putchar('\n');
	}
	if (sheet->rows || o.output.csv)
		output_shaped(&o.output, "report", NULL, sheet);
	else if (!o.output.shape.no_header)
		puts(o.events.n || is_choice(&o.choice) ? "no exit in it is one of these" :
							  "no exit is in it");
}

int cmd_report(int argc, char **argv)
{
	struct recording r;
	struct sheet sheet;
	struct source in;
	double seconds = 0;

	parse_args(&argp, NULL, argc, argv, 0, &o);
	source_read(&in, o.file);
	if (in.kind != SOURCE_RECORDING)
		die("%s: this is no recording (a trace.dat of kvmtrap record or trace-cmd)",
		    in.name);
	recording_load(&r, in.fd, in.name);
	traced_choose(&r, &o.choice, in.name);
	traced_choose_events(&r, &o.events);
	/* They are in the order of time until make_sheet(). */
	if (r.exits)
		seconds = (r.exit[r.exits - 1].time - r.exit[0].time) / 1e9;
	make_sheet(&sheet, &r, in.changed);
	if (o.output.json)
		show_json(&r, seconds, &sheet);
	else
		show(&r, seconds, &sheet);
	sheet_free(&sheet);
	recording_free(&r);
	return STATUS_OK;
}
