// SPDX-License-Identifier: GPL-2.0-only
/*
 * list.c - which VMs there are.
 */
#include <stdio.h>
#include <string.h>

#include "cmd/command.h"
#include "cmd/emit.h"
#include "cmd/options.h"
#include "cmd/rows.h"
#include "cmd/which.h"
#include "input/snapshot.h"
#include "output/sheet.h"
#include "util/die.h"
#include "util/number.h"

struct options {
	struct output output;
	struct choice choice;
	bool vcpus, ended;
};

/* Options without a letter. */
#define VCPUS	1000

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *o = state->input;

	(void)arg;
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o->choice;
		state->child_inputs[1] = &o->output.shape;
		state->child_inputs[2] = &o->output;
		return 0;
	case VCPUS:
		o->vcpus = true;
		return 0;
	case 'a':
		o->ended = true;
		return 0;
	case ARGP_KEY_END:
		o->vcpus |= o->choice.vcpu != NULL;
		return 0;
	}
	return no_arguments(key, arg, state);
}

static const struct argp_option options[] = {
	{ "vcpus", VCPUS, NULL, 0, "Also their vCPUs, and the threads that run them" },
	{ "all", 'a', NULL, 0, "Also VMs that have ended" },
	{ 0 }
};

static const struct argp_child children[] = {
	{ &which_argp }, { &rows_argp }, { &output_argp }, { 0 }
};

static const struct argp argp = {
	options, parse, "",
	"Show VMs with the names that their VMMs were given: QEMU's -name (libvirt's too), "
	"kvmtool's and crosvm's --name, Firecracker's --id; else the VMM's command name.",
	.children = children
};

static void number_or_none(struct sheet *sheet, const char *text)
{
	uint64_t n;

	if (parse_number(text, &n))
		sheet_number(sheet, n);
	else
		sheet_none(sheet);
}

static void add_columns(struct sheet *sheet, const struct options *o, bool nested)
{
	sheet_column(sheet, "vm", "VM", CELL_ID);
	sheet_column(sheet, "vm_name", "Name", CELL_TEXT);
	sheet_column(sheet, "pid", "PID", CELL_COUNT);
	if (o->vcpus) {
		sheet_column(sheet, "vcpu", "vCPU", CELL_ID);
		sheet_column(sheet, "tid", "TID", CELL_COUNT);
	} else {
		sheet_column(sheet, "vcpus", "vCPUs", CELL_COUNT);
	}
	sheet_column(sheet, "exits", "Exits", CELL_COUNT);
	if (nested)
		sheet_rare_column(sheet, "nested", "Nested", CELL_COUNT);
	sheet_column(sheet, "state", "State", CELL_TEXT);
	sheet_column(sheet, "comm", "VMM", CELL_TEXT);
	sheet_rare_column(sheet, "domain_id", "Domain", CELL_ID);
	sheet_rare_column(sheet, "vm_uuid", "UUID", CELL_TEXT);
}

static void add_row(struct sheet *sheet, const struct options *o, const struct snapshot *s,
		    const struct table *t, size_t row, bool nested)
{
	const char *vm = table_get(t, row, "vm");

	sheet_text(sheet, vm);
	sheet_text(sheet, snapshot_vm_name(s, vm));
	number_or_none(sheet, table_get(t, row, "pid"));
	if (o->vcpus)
		sheet_text(sheet, table_get(t, row, "vcpu"));
	number_or_none(sheet, table_get(t, row, o->vcpus ? "tid" : "vcpus"));
	number_or_none(sheet, table_get(t, row, "exits"));
	if (nested)
		number_or_none(sheet, table_get(t, row, "nested"));
	sheet_text(sheet, table_get(t, row, "state"));
	sheet_word(sheet, table_get(t, row, "comm"));
	sheet_text(sheet, snapshot_vm_domain(s, vm));
	sheet_text(sheet, snapshot_vm_uuid(s, vm));
}

/* A VM that was chosen is shown even if it has ended; so is the row of vCPUs that have. */
static bool is_wanted(const struct options *o, const struct table *t, size_t row)
{
	const char *vcpu = o->choice.vcpu;

	if (vcpu && strcmp(table_get(t, row, "vcpu"), vcpu))
		return false;
	if (o->choice.words)
		return vm_set_has(&o->choice.set, table_get(t, row, "vm"));
	return o->ended || (vcpu && !strcmp(vcpu, "-")) ||
	       !strcmp(table_get(t, row, "state"), "live");
}

int cmd_list(int argc, char **argv)
{
	struct options o = { 0 };
	const struct table *t;
	struct sheet sheet;
	struct snapshot s;
	bool nested;
	size_t row;

	parse_args(&argp, NULL, argc, argv, 0, &o);
	snapshot_load(&s, o.output.root);
	o.choice.ended = o.ended;
	choose(&o.choice, &s);
	t = snapshot_table(&s, o.vcpus ? "vcpus" : "vms");
	if (!t)
		die("the table '%s' is missing in this copy", o.vcpus ? "vcpus" : "vms");
	sheet_init(&sheet, "list");
	nested = table_column(t, "nested") >= 0;
	add_columns(&sheet, &o, nested);
	for (row = 0; row < t->rows; row++) {
		if (is_wanted(&o, t, row))
			add_row(&sheet, &o, &s, t, row, nested);
	}
	output_sheet(&o.output, "list", &s, &sheet);
	if (!sheet.rows && !o.output.json && !o.output.csv && !o.output.shape.no_header)
		puts(o.ended ? "no VM has run since counting began" :
			       "no VM is running that has been counted; --all shows ended ones");
	sheet_free(&sheet);
	choice_free(&o.choice);
	snapshot_free(&s);
	return STATUS_OK;
}
