// SPDX-License-Identifier: GPL-2.0-only
/*
 * which.c - see which.h.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/which.h"
#include "input/parameter.h"
#include "output/sheet.h"
#include "util/die.h"
#include "util/number.h"
#include "util/screen.h"

/* Options without a letter. */
#define VM_KEY		1100
#define VCPU_KEY	1101

static error_t parse_vms(int key, char *arg, struct argp_state *state)
{
	struct choice *c = state->input;

	switch (key) {
	case VM_KEY:
		if (!*arg)
			argp_error(state, "--vm needs a VM: kvmtrap list shows all");
		choice_add(c, BY_ANY, arg);
		return 0;
	case 'p':
		if (strspn(arg, "0123456789,") != strlen(arg) || !*arg)
			argp_error(state, "--pid needs the number of a VMM's process, not '%s'",
				   arg);
		choice_add(c, BY_PID, arg);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option vm_options[] = {
	{ "vm", VM_KEY, "VM", 0, "Only these VMs: number, name, pattern or UUID" },
	{ "pid", 'p', "PID", 0, "Only VMs of this VMM" },
	{ 0 }
};

const struct argp which_vms_argp = { vm_options, parse_vms };

static error_t parse_vcpu(int key, char *arg, struct argp_state *state)
{
	struct choice *c = state->input;
	uint64_t n;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = c;
		return 0;
	case VCPU_KEY:
		if (strcmp(arg, "-") && !parse_number(arg, &n))
			argp_error(state, "--vcpu needs the number of a vCPU, or - for those that "
					  "ended, not '%s'", arg);
		c->vcpu = arg;
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option vcpu_options[] = {
	{ "vcpu", VCPU_KEY, "N", 0, "Only their vCPU N" },
	{ 0 }
};

static const struct argp_child vcpu_children[] = { { &which_vms_argp }, { 0 } };

const struct argp which_argp = { vcpu_options, parse_vcpu, .children = vcpu_children };

/* Return the reason why a VM is not counted now, to be freed; NULL: it is, as far as is known. */
static char *not_counted(const struct snapshot *s, const char *vm)
{
	static const char *const filters[][2] = { { "filter_vm", "vm" }, { "filter_pid", "pid" } };
	char *text = s->live ? parameter_read("enabled") : NULL, *why = NULL;
	unsigned int i;

	if (text && (*text == 'N' || *text == '0'))
		why = xasprintf("enabled=0");
	free(text);
	for (i = 0; s->live && !why && i < 2; i++) {
		text = parameter_read(filters[i][0]);
		if (!text)
			continue;
		if (strcmp(text, "0") &&
		    strcmp(text, i ? snapshot_vm_cell(s, vm, filters[i][1]) : vm))
			why = xasprintf("%s=%s", filters[i][0], text);
		free(text);
	}
	return why;
}

/* Return the row of a VM in @r, or NULL. */
static const struct result_row *row_of(const struct result *r, const char *vm)
{
	struct result_row key = { .key = { vm } };

	return result_find(r, &key);
}

/*
 * A VM that has no exits is halted, or never leaves the guest: only times tell which.
 * @times: all zero at first; those of all chosen VMs once one of them was asked for
 */
static const char *state_of(struct result *times, const struct choice *c, const char *vm,
			    const struct snapshot *a, const struct snapshot *b)
{
	struct query q = { view_find("time"), PER_VM, choice_filter(c) };
	const struct result_row *row;

	if (!times->view)
		query_change(times, &q, a, b);
	row = row_of(times, vm);

	if (row && result_value(times, row, "guest_ns"))
		return "it ran in the guest all the time";
	if (row && result_value(times, row, "total_ns"))
		return "it is idle";
	return "it is idle, or never leaves the guest (times=1 tells which)";
}

/* Return the one of two snapshots that has the VM: the newer one, unless it is forgotten there. */
static const struct snapshot *who_has(const struct snapshot *a, const struct snapshot *b,
				      const char *vm)
{
	return a && snapshot_vm_gone(a, b, vm) ? a : b;
}

/* Return true if the VM ended in between, and nobody knows any more what it counted. */
static bool is_forgotten(const struct snapshot *a, const struct snapshot *b, const char *vm)
{
	return who_has(a, b, vm) == a && !snapshot_vm_ended(a, vm);
}

/* "-" is no VM: it has the exits of vCPUs without a record, and no row in the file vms. */
static bool is_vm(const char *vm)
{
	return strcmp(vm, "-");
}

static void print_idle_vm(FILE *f, const struct choice *c, const char *vm,
			  const struct snapshot *a, const struct snapshot *b,
			  struct result *times)
{
	struct choice one = { .words = 1, .vcpu = c->vcpu, .set = { 1, (char **)&vm } };
	const struct snapshot *has = who_has(a, b, vm);
	char *whole = choice_text(&one, has), *why = not_counted(b, vm), *text = screen_string(whole);

	free(whole);
	if (why)
		fprintf(f, "# %s: not counted, as %s\n", text, why);
	else if (c->vcpu && !strcmp(c->vcpu, "-"))
		fprintf(f, "# %s: no exits%s: no vCPU that had any has ended\n", text,
			a ? " in this time" : "");
	else if (snapshot_vm_ended(has, vm) ||
		 (snapshot_table(b, "vms") && !*snapshot_vm_cell(b, vm, "vm")))
		fprintf(f, "# %s: no exits%s: it has ended\n", text, a ? " in this time" : "");
	else
		fprintf(f, "# %s: no exits%s: %s\n", text, a ? " in this time" : "",
			state_of(times, c, vm, a, b));
	free(why);
	free(text);
}

static json_t *vm_json(const struct snapshot *s, const char *vm, json_t *exits)
{
	json_t *o = json_object();

	json_object_set_new(o, "vm", json_id(vm));
	json_object_set_new(o, "vm_name", json_known(snapshot_vm_name(s, vm)));
	json_object_set_new(o, "vm_uuid", json_known(snapshot_vm_uuid(s, vm)));
	json_object_set_new(o, "exits", exits);
	return o;
}

/* Find what the chosen VMs had from @a to @b. Returns false if this copy does not tell it. */
static bool query_chosen(struct result *r, const struct choice *c, const struct snapshot *a,
			 const struct snapshot *b)
{
	struct query q = { view_find("vm"), PER_VM, choice_filter(c) };

	if (!snapshot_table(b, query_file(&q)))
		return false;
	query_change(r, &q, a, b);
	return true;
}

void print_idle(FILE *f, const struct choice *c, const struct snapshot *a,
		const struct snapshot *b)
{
	struct result r, times = { 0 };
	size_t i;

	if (!query_chosen(&r, c, a, b))
		return;
	for (i = 0; i < c->set.n; i++) {
		const struct result_row *row = row_of(&r, c->set.vm[i]);

		if (is_vm(c->set.vm[i]) && (!row || (!row->value[0] && !result_value(&r, row, "lost"))) &&
		    !is_forgotten(a, b, c->set.vm[i]))
			print_idle_vm(f, c, c->set.vm[i], a, b, &times);
	}
	result_free(&times);
	result_free(&r);
}

void print_choice(FILE *f, const struct choice *c, const struct snapshot *s)
{
	char *text, shown[512];

	if (!is_choice(c))
		return;
	text = choice_text(c, s);
	screen_text(shown, sizeof(shown), text);
	fprintf(f, ", %s", shown);
	free(text);
}

void json_choice(json_t *head, const struct choice *c, const struct snapshot *a,
		 const struct snapshot *b)
{
	json_t *chosen, *exits;
	struct result r;
	bool told;
	size_t i;

	if (!c->words)
		return;
	chosen = json_array();
	told = query_chosen(&r, c, a, b);
	for (i = 0; i < c->set.n; i++) {
		const char *vm = c->set.vm[i];
		const struct result_row *row = told ? row_of(&r, vm) : NULL;

		exits = told && is_vm(vm) && !is_forgotten(a, b, vm) ?
			json_count(row ? row->value[0] : 0) : json_null();
		json_array_append_new(chosen, vm_json(who_has(a, b, vm), vm, exits));
	}
	if (told)
		result_free(&r);
	json_object_set_new(head, "chosen", chosen);
}
