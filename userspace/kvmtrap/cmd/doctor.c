// SPDX-License-Identifier: GPL-2.0-only
/*
 * doctor.c - can this host count, and can the numbers be trusted?
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/doctor.h"
#include "cmd/emit.h"
#include "cmd/options.h"
#include "input/snapshot.h"
#include "output/sheet.h"
#include "util/die.h"
#include "util/number.h"
#include "util/screen.h"

struct options {
	struct output output;
};

static struct sheet findings;
static unsigned int failures;

void found(enum verdict v, const char *remedy, const char *format, ...)
{
	static const char *const names[] = { "OK", "WARN", "FAIL" };
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	failures += v == FAIL;
	sheet_text(&findings, names[v]);
	sheet_text(&findings, text);
	sheet_text(&findings, remedy);
}

/* The other probes have no instances that could be set, and stand for no exit. */
static const char *remedy_for_missed(const char *function)
{
	return !strcmp(function, "handle_exit") || !strcmp(function, "kvm_arch_vcpu_ioctl_run") ?
		"load with a larger maxactive, or attach=tracepoint" : NULL;
}

static void check_probes(const struct snapshot *s)
{
	const struct table *t = snapshot_table(s, "health");
	size_t row;

	for (row = 0; t && t->columns == 2 && row < t->rows; row++) {
		const char *item = table_cell(t, row, 0), *value = table_cell(t, row, 1);

		if (!strncmp(item, "state.", 6) && !strcmp(value, "disarmed"))
			found(FAIL, "echo 1 > /sys/kernel/debug/kprobes/enabled",
			      "the probe on %s was switched off behind the module's "
			      "back", item + 6);
		if (!strncmp(item, "missed.", 7) && strcmp(value, "0"))
			found(WARN, remedy_for_missed(item + 7),
			      "the probe on %s missed %s call%s", item + 7, value,
			      strcmp(value, "1") ? "s" : "");
	}
}

/* Of the module that is loaded, check_host() tells. */
static void check_version(const struct snapshot *s)
{
	const char *version = snapshot_health(s, "version");

	if (!s->live && version && strcmp(version, KVMTRAP_VERSION))
		found(WARN, NULL,
		      "this copy is of version %s of the module, this command %s: what only one "
		      "of them knows is not shown", version, KVMTRAP_VERSION);
}

/* Find what makes the numbers of @s doubtful. */
static void check_counts(const struct snapshot *s)
{
	uint64_t lost = snapshot_health_number(s, "exits.lost");
	uint64_t nobody = snapshot_health_number(s, "exits.unattributed");

	if (!snapshot_table(s, "health")) {
		found(WARN, NULL, "this copy has no health");
		return;
	}
	if (!snapshot_health(s, "exits.lost")) {
		found(WARN, NULL, "the health of this copy does not tell what was lost");
		return;
	}
	check_version(s);
	check_probes(s);
	if (lost)
		found(FAIL, "see the missed calls, if any; kvmtrap reset begins anew",
		      "%llu %s lost: KVM counted what the module did not see",
		      (unsigned long long)lost, plural(lost, "exit was", "exits were"));
	else
		found(OK, NULL, "no exit was lost");
	if (nobody)
		found(WARN, "load with a larger max_vcpus",
		      "%llu %s of vCPUs without a record: all %llu were in use, or their VM or user held its share",
		      (unsigned long long)nobody, plural(nobody, "exit is", "exits are"),
		      (unsigned long long)snapshot_health_number(s, "records.limit"));
	if (snapshot_health_number(s, "exits.unreadable"))
		found(WARN, NULL,
		      "%llu exits are called UNREADABLE: they are of a TDX guest, KVM runs on Hyper-V, or this kernel keeps their codes elsewhere",
		      (unsigned long long)snapshot_health_number(s, "exits.unreadable"));
	if (snapshot_health_number(s, "exits.index_unknown"))
		found(WARN, NULL,
		      "%llu exits are called INDEX_UNKNOWN: this kernel gives them indices of its own",
		      (unsigned long long)snapshot_health_number(s, "exits.index_unknown"));
	if (snapshot_health_number(s, "returns.missed"))
		found(WARN, "load with a larger maxactive",
		      "%llu returns of KVM_RUN were not seen: their reasons are not known, nor is the time that followed",
		      (unsigned long long)snapshot_health_number(s, "returns.missed"));
	if (snapshot_health_number(s, "calls.refused"))
		found(FAIL, "load with attach=tracepoint",
		      "%llu calls were of a function that only has the name of KVM's: exits may go unseen",
		      (unsigned long long)snapshot_health_number(s, "calls.refused"));
	if (sysconf(_SC_NPROCESSORS_CONF) >= 8 && s->live &&
	    !strcmp(snapshot_health(s, "attach") ?: "", "kretprobe"))
		found(WARN, "load with attach=tracepoint",
		      "return probes cost more than need be on %ld CPUs",
		      sysconf(_SC_NPROCESSORS_CONF));
}

bool check_live(struct snapshot *s)
{
	bool readable = check_host(), got = snapshot_try_live(s);
	int why = errno;

	if (got)
		check_counts(s);
	else if (readable)
		found(FAIL, "look for kvmtrap in dmesg: memory may be short, or a security module "
			    "forbids it",
		      "the module's files cannot be read: %s", strerror(why));
	errno = why;
	return got;
}

void doctor_begin(void)
{
	sheet_init(&findings, "doctor");
	sheet_column(&findings, "verdict", "", CELL_TEXT);
	sheet_column(&findings, "finding", "Finding", CELL_TEXT);
	sheet_column(&findings, "remedy", "Remedy", CELL_TEXT);
}

void doctor_print(FILE *f, const char *lead)
{
	size_t row;

	for (row = 0; row < findings.rows; row++) {
		const struct cell *c = sheet_cell(&findings, row, 0);
		char *finding = screen_string(c[1].text);

		fprintf(f, "%s%-5s %s\n", lead, c[0].text, finding);
		free(finding);
		if (!c[2].none)
			fprintf(f, "%s      -> %s\n", lead, c[2].text);
	}
}

void doctor_end(void)
{
	sheet_free(&findings);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *o = state->input;

	if (key == ARGP_KEY_INIT) {
		state->child_inputs[0] = &o->output;
		return 0;
	}
	return no_arguments(key, arg, state);
}

static const struct argp_child children[] = { { &output_argp }, { 0 } };

static const struct argp argp = {
	NULL, parse, "",
	"Show what may hinder counting on this host, or make its numbers doubtful, each with "
	"its remedy. The exit status is 1 if there is a FAIL. With --root only the numbers are "
	"checked.",
	.children = children
};

int cmd_doctor(int argc, char **argv)
{
	struct options o = { 0 };
	struct snapshot s;

	parse_args(&argp, NULL, argc, argv, 0, &o);
	doctor_begin();
	if (o.output.root) {
		snapshot_load(&s, o.output.root);
		check_counts(&s);
	} else {
		check_live(&s);
	}
	if (o.output.json || o.output.csv)
		output_sheet(&o.output, "doctor", NULL, &findings);
	else
		doctor_print(stdout, "");
	doctor_end();
	snapshot_free(&s);
	return failures ? STATUS_FAILED : STATUS_OK;
}
