// SPDX-License-Identifier: GPL-2.0-only
/*
 * names.c - the tables of names that the module was built with.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"
#include "cmd/emit.h"
#include "cmd/options.h"
#include "input/reasons.h"
#include "output/sheet.h"
#include "uapi/arm64/calls.h"
#include "uapi/arm64/reasons.h"
#include "uapi/arm64/sysregs.h"
#include "uapi/classes.h"
#include "uapi/returns.h"
#include "util/die.h"

struct options {
	struct output output;
	const char *only;
};

static void fill_classes(struct sheet *sheet)
{
	sheet_column(sheet, "number", "Number", CELL_COUNT);
	sheet_column(sheet, "class", "Class", CELL_TEXT);
#define X(number, id, name) sheet_number(sheet, number); sheet_text(sheet, name);
	KVMTRAP_CLASSES(X)
#undef X
}

static void put_reason(struct sheet *sheet, const char *class, const char *code,
		       const char *name)
{
	sheet_text(sheet, class_name(class));
	sheet_text(sheet, code);
	sheet_text(sheet, name);
}

static void fill_reasons(struct sheet *sheet)
{
	char code[8];

	sheet_column(sheet, "class", "Class", CELL_TEXT);
	sheet_column(sheet, "code", "Code", CELL_TEXT);
	sheet_column(sheet, "reason", "Reason", CELL_TEXT);
#define X(ec, name, class, own)					\
	snprintf(code, sizeof(code), "0x%02x", ec);		\
	put_reason(sheet, #class, code, #name);
	KVMTRAP_EXCEPTION_CLASSES(X)
#undef X
#define X(name, code, class) put_reason(sheet, #class, code, #name);
	KVMTRAP_FURTHER_REASONS(X)
#undef X
}

static void fill_user(struct sheet *sheet)
{
	sheet_column(sheet, "number", "Number", CELL_COUNT);
	sheet_column(sheet, "reason", "Reason", CELL_TEXT);
#define X(number, name)				\
	if (number >= 0)			\
		sheet_number(sheet, number);	\
	else					\
		sheet_none(sheet);		\
	sheet_text(sheet, #name);
#define KVMTRAP_KVM_EXITS	KVMTRAP_ARM64_KVM_EXITS
	KVMTRAP_RETURNS(X)
#undef X
}

static void put_register(struct sheet *sheet, int op0, int op1, int crn,
			 const char *crm, int op2, const char *name)
{
	char *encoding = xasprintf("S%d_%d_C%d_C%s_%d", op0, op1, crn, crm, op2);

	sheet_text(sheet, name);
	sheet_text(sheet, encoding);
	free(encoding);
}

static void fill_registers(struct sheet *sheet)
{
	char text[8];

	sheet_column(sheet, "name", "Register", CELL_TEXT);
	sheet_column(sheet, "encoding", "Encoding", CELL_TEXT);
#define X(op0, op1, crn, crm, op2, name)			\
	snprintf(text, sizeof(text), "%d", crm);		\
	put_register(sheet, op0, op1, crn, text, op2, name);
	KVMTRAP_SYSREGS(X)
#undef X
#define X(op0, op1, crn, op2, name)				\
	put_register(sheet, op0, op1, crn, "<n>", op2, name "<n>_EL1");
	KVMTRAP_SYSREG_FAMILIES(X)
#undef X
}

static void fill_calls(struct sheet *sheet)
{
	char number[16];

	sheet_column(sheet, "function", "Function", CELL_TEXT);
	sheet_column(sheet, "name", "Name", CELL_TEXT);
#define X(function, name)						\
	snprintf(number, sizeof(number), "0x%08x", (unsigned int)function);	\
	sheet_text(sheet, number);					\
	sheet_text(sheet, name);
	KVMTRAP_CALLS(X)
#undef X
}

static const struct {
	const char *name, *title;
	void (*fill)(struct sheet *sheet);
} parts[] = {
	{ "classes", "Classes of exits", fill_classes },
	{ "reasons", "Reasons of exits: exception classes, and what is none", fill_reasons },
	{ "user", "Reasons for which KVM_RUN returns to the VMM", fill_user },
	{ "registers", "System registers and instructions that can trap", fill_registers },
	{ "calls", "Functions called by HVC and SMC", fill_calls },
};

#define NR_PARTS (sizeof(parts) / sizeof(parts[0]))

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *o = state->input;
	size_t i;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o->output;
		return 0;
	case ARGP_KEY_ARG:
		for (i = 0; i < NR_PARTS; i++) {
			if (!strcmp(arg, parts[i].name))
				o->only = parts[i].name;
		}
		if (!o->only || state->arg_num)
			argp_error(state, "name one of classes, reasons, user, registers, calls; "
					  "not '%s'", arg);
		return 0;
	case ARGP_KEY_END:
		if (o->output.csv && !o->only)
			argp_error(state, "CSV has one table: name it");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_child children[] = { { &output_argp }, { 0 } };

static const struct argp argp = {
	NULL, parse, "[classes|reasons|user|registers|calls]",
	"The tables that the module names things by.", .children = children
};

int cmd_names(int argc, char **argv)
{
	struct options o = { 0 };
	json_t *head;
	size_t i;

	parse_args(&argp, NULL, argc, argv, 0, &o);
	head = json_head("names", NULL);
	for (i = 0; i < NR_PARTS; i++) {
		struct sheet sheet;

		if (o.only && strcmp(o.only, parts[i].name))
			continue;
		sheet_init(&sheet, parts[i].name);
		parts[i].fill(&sheet);
		if (o.output.json) {
			json_object_set_new(head, parts[i].name, sheet_json(&sheet));
		} else if (o.output.csv) {
			sheet_csv(&sheet, stdout, "", "");
		} else {
			if (!o.only)
				printf("%s%s:\n\n", i ? "\n" : "", parts[i].title);
			sheet_print(&sheet, stdout);
		}
		sheet_free(&sheet);
	}
	if (o.output.json)
		json_put(stdout, head);
	else
		json_decref(head);
	return STATUS_OK;
}
