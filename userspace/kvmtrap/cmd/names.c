// SPDX-License-Identifier: GPL-2.0-only
/*
 * names.c - the tables of names that the module was built with.
 */
#include <stdio.h>
#include <string.h>

#include "cmd/command.h"
#include "cmd/emit.h"
#include "cmd/names.h"
#include "cmd/options.h"
#include "input/reasons.h"
#include "input/snapshot.h"
#include "output/sheet.h"
#include "uapi/classes.h"
#include "util/die.h"

struct options {
	struct output output;
	enum architecture arch;		/* ARCH_UNKNOWN: not chosen */
	const char *only;
};

void put_reason(struct sheet *sheet, const char *class, const char *code, const char *name)
{
	sheet_text(sheet, class_name(class));
	sheet_text(sheet, code);
	sheet_text(sheet, name);
}

void put_return(struct sheet *sheet, int number, const char *name)
{
	if (number >= 0)
		sheet_number(sheet, number);
	else
		sheet_none(sheet);
	sheet_text(sheet, name);
}

void put_numbered(struct sheet *sheet, unsigned int number, const char *name)
{
	char text[16];

	snprintf(text, sizeof(text), "0x%08x", number);
	sheet_text(sheet, text);
	sheet_text(sheet, name);
}

static void fill_classes(struct sheet *sheet)
{
	sheet_column(sheet, "number", "Number", CELL_COUNT);
	sheet_column(sheet, "class", "Class", CELL_TEXT);
#define X(number, id, name) sheet_number(sheet, number); sheet_text(sheet, name);
	KVMTRAP_CLASSES(X)
#undef X
}

#define COLUMNS_OF_REASONS					\
	{ { "class", "Class", CELL_TEXT }, { "code", "Code", CELL_TEXT },	\
	  { "reason", "Reason", CELL_TEXT } }
#define COLUMNS_OF_RETURNS					\
	{ { "number", "Number", CELL_COUNT }, { "reason", "Reason", CELL_TEXT } }
#define COLUMNS_OF_CALLS					\
	{ { "function", "Function", CELL_TEXT }, { "name", "Name", CELL_TEXT } }

/* The tables, in the order in which they are shown. One without a function is not there. */
static const struct part {
	const char *name;
	const char *title[NR_ARCHS];
	void (*fill[NR_ARCHS])(struct sheet *sheet);
	struct column column[3];	/* unless the functions add their own */
} parts[] = {
	{ "classes", { "Classes of exits", "Classes of exits" }, { fill_classes, fill_classes } },
	{ "reasons", { "Reasons of exits: exception classes, and what is none",
		       "Reasons of exits: the exit codes of SVM (AMD), and what is none" },
	  { fill_arm64_reasons, fill_x86_reasons }, COLUMNS_OF_REASONS },
	{ "vmx", { NULL, "Reasons of exits: the exit reasons of VMX (Intel)" },
	  { NULL, fill_x86_vmx_reasons }, COLUMNS_OF_REASONS },
	{ "user", { "Reasons for which KVM_RUN returns to the VMM",
		    "Reasons for which KVM_RUN returns to the VMM" },
	  { fill_arm64_returns, fill_x86_returns }, COLUMNS_OF_RETURNS },
	{ "registers", { "System registers and instructions that can trap" },
	  { fill_arm64_registers } },
	{ "msrs", { NULL, "Model-specific registers" }, { NULL, fill_x86_msrs } },
	{ "calls", { "Functions called by HVC and SMC", "Hypercalls of KVM" },
	  { fill_arm64_calls, fill_x86_calls }, COLUMNS_OF_CALLS },
};

#define NR_PARTS (sizeof(parts) / sizeof(parts[0]))

/* Options without a letter. */
#define ARCH	1000

const char *names_part(size_t i)
{
	return i < NR_PARTS ? parts[i].name : NULL;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *o = state->input;
	size_t i;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o->output;
		return 0;
	case ARCH:
		o->arch = arch_find(arg);
		if (o->arch == ARCH_UNKNOWN)
			argp_error(state, "--arch is arm64 or x86, not '%s'", arg);
		return 0;
	case ARGP_KEY_ARG:
		for (i = 0; i < NR_PARTS; i++) {
			if (!strcmp(arg, parts[i].name))
				o->only = parts[i].name;
		}
		if (state->arg_num)
			argp_error(state, "one table is enough");
		if (!o->only)
			argp_error(state, "name one of classes, reasons, user, calls, registers "
					  "(of arm64), vmx, msrs (of x86); not '%s'", arg);
		return 0;
	case ARGP_KEY_END:
		if (o->output.csv && !o->only)
			argp_error(state, "CSV has one table: name it");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option options[] = {
	{ "arch", ARCH, "ARCH", 0,
	  "Those of arm64 or of x86 (that of --root, else of this machine)" },
	{ 0 }
};

static const struct argp_child children[] = { { &output_argp }, { 0 } };

static const struct argp argp = {
	options, parse, "[classes|reasons|user|registers|vmx|msrs|calls]",
	"Show the tables of names that the module uses. Each architecture has its own: "
	"registers are arm64's, vmx and msrs are x86's.", .children = children
};

static enum architecture choose_arch(const struct options *o)
{
	enum architecture arch = o->arch;
	struct snapshot s;

	if (arch != ARCH_UNKNOWN)
		return arch;
	if (!o->output.root)
		return arch_of_host();
	snapshot_load(&s, o->output.root);
	arch = s.arch;
	if (arch == ARCH_UNKNOWN)
		die("%s is of the architecture %s, which this version does not know",
		    o->output.root, snapshot_arch_name(&s));
	snapshot_free(&s);
	return arch;
}

static void show(const struct options *o, const struct part *part, enum architecture arch,
		 json_t *head)
{
	struct sheet sheet;
	unsigned int i;

	sheet_init(&sheet, part->name);
	for (i = 0; i < 3 && part->column[i].name; i++)
		sheet_column(&sheet, part->column[i].name, part->column[i].title,
			     part->column[i].type);
	part->fill[arch](&sheet);
	if (o->output.json) {
		json_object_set_new(head, part->name, sheet_json(&sheet));
	} else if (o->output.csv) {
		sheet_csv(&sheet, stdout, "", "");
	} else {
		if (!o->only)
			printf("%s%s:\n\n", part == parts ? "" : "\n", part->title[arch]);
		sheet_print(&sheet, stdout);
	}
	sheet_free(&sheet);
}

int cmd_names(int argc, char **argv)
{
	struct options o = { .arch = ARCH_UNKNOWN };
	enum architecture arch;
	json_t *head;
	size_t i;

	parse_args(&argp, NULL, argc, argv, 0, &o);
	arch = choose_arch(&o);
	head = json_head("names", NULL);
	json_object_set_new(head, "arch", json_string(arch_names[arch]));
	for (i = 0; i < NR_PARTS; i++) {
		if (o.only && strcmp(o.only, parts[i].name))
			continue;
		if (parts[i].fill[arch])
			show(&o, &parts[i], arch, head);
		else if (o.only)
			die("%s has no %s: say --arch=%s", arch_names[arch], o.only,
			    arch_names[!arch]);
	}
	if (o.output.json)
		json_put(stdout, head);
	else
		json_decref(head);
	return STATUS_OK;
}
