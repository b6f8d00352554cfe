// SPDX-License-Identifier: GPL-2.0-only
/*
 * doctor.c - is this host able, and are the numbers to be trusted?
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/emit.h"
#include "cmd/options.h"
#include "input/snapshot.h"
#include "output/sheet.h"
#include "util/die.h"
#include "util/number.h"

struct options {
	struct output output;
};

enum verdict { FINE, NOTE, BAD };

static struct sheet findings;
static unsigned int problems;

/* @remedy: NULL, or what to do about it. */
static void found(enum verdict v, const char *remedy, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void found(enum verdict v, const char *remedy, const char *format, ...)
{
	static const char *const names[] = { "ok", "note", "BAD" };
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	problems += v == BAD;
	sheet_text(&findings, names[v]);
	sheet_text(&findings, text);
	sheet_text(&findings, remedy);
}

/* The first line of a file, or NULL. */
static char *line_of(const char *path)
{
	char *text = file_text(path);

	if (text)
		text[strcspn(text, "\n")] = '\0';
	return text;
}

static bool is(const char *path, const char *wanted)
{
	char *line = line_of(path);
	bool same = line && !strcmp(line, wanted);

	free(line);
	return same;
}

static void check_kernel(void)
{
	struct utsname u;
	unsigned int major = 0, minor = 0;

	uname(&u);
	if (sscanf(u.release, "%u.%u", &major, &minor) != 2)
		found(NOTE, NULL, "cannot tell the version of kernel %s", u.release);
	if (strcmp(u.machine, "aarch64"))
		found(BAD, "count on an arm64 host; here, read saved copies with --root",
		      "this machine is %s, the module is for arm64", u.machine);
	else if (major < 5 || (major == 5 && minor < 10))
		found(BAD, "run 5.10 or later", "kernel %s is too old", u.release);
	else if (major > 7 || (major == 7 && minor > 3))
		found(NOTE, "compare summary with KVM's own exits before you trust it",
		      "kernel %s is newer than any this was tested on (5.10 to 7.3)", u.release);
	else
		found(FINE, NULL, "kernel %s", u.release);
}

static void check_kvm(void)
{
	if (access("/dev/kvm", F_OK))
		found(BAD, "boot the host at EL2 and without kvm-arm.mode=none; dmesg | grep kvm "
			   "says why",
		      "there is no /dev/kvm: KVM is not running");
	else
		found(FINE, NULL, "KVM is running");
}

/* The word in brackets of /sys/kernel/security/lockdown. */
static void check_lockdown(bool loaded)
{
	char *line = line_of("/sys/kernel/security/lockdown");
	bool locked = line && !strstr(line, "[none]");

	if (locked && !loaded)
		found(BAD, "sign the module (dkms does, once its key is enrolled: mokutil "
			   "--import)",
		      "the kernel is locked down: it takes only signed modules");
	else if (locked)
		found(NOTE, NULL, "the kernel is locked down; counting is not restricted, tracing "
				  "may be");
	else if (is("/sys/module/module/parameters/sig_enforce", "Y") && !loaded)
		found(BAD, "sign the module (dkms does, once its key is enrolled: mokutil "
			   "--import)",
		      "the kernel takes only signed modules");
	else
		found(FINE, NULL, "the kernel takes unsigned modules");
	free(line);
}

static void check_debugfs(void)
{
	char *mounts = file_text("/proc/mounts");
	bool mounted = mounts && strstr(mounts, " /sys/kernel/debug debugfs ");

	free(mounts);
	if (geteuid())
		found(BAD, "run as root", "only root can read debugfs");
	else if (!mounted)
		found(BAD, "mount -t debugfs none /sys/kernel/debug (debugfs=off on the kernel's "
			   "command line forbids it)",
		      "debugfs is not mounted");
	else
		found(FINE, NULL, "debugfs is mounted");
}

static void check_kprobes(void)
{
	if (geteuid())
		return;
	if (is("/sys/kernel/debug/kprobes/enabled", "0"))
		found(BAD, "echo 1 > /sys/kernel/debug/kprobes/enabled", "all kprobes are "
			   "switched off");
	else if (access("/sys/kernel/debug/kprobes/enabled", F_OK))
		found(NOTE, "the kernel needs CONFIG_KPROBES", "cannot tell whether there are "
			    "kprobes");
	else
		found(FINE, NULL, "kprobes are on");
}

static bool check_module(void)
{
	char *version = line_of("/sys/module/kvmtrapcount/version");

	if (access("/sys/module/kvmtrapcount", F_OK)) {
		found(BAD, "modprobe kvmtrapcount; dmesg | grep kvmtrapcount says why if it is "
			   "refused",
		      "the module is not loaded");
		return false;
	}
	if (version && strcmp(version, KVMTRAP_VERSION))
		found(NOTE, "install both from the same source",
		      "the module is version %s, this command %s", version, KVMTRAP_VERSION);
	else
		found(FINE, NULL, "the module is loaded");
	free(version);
	if (is(PARAMETERS "/enabled", "N"))
		found(NOTE, "echo 1 > " PARAMETERS "/enabled", "counting is switched off");
	if (!is(PARAMETERS "/only_vm", "0") || !is(PARAMETERS "/only_pid", "0"))
		found(NOTE, "echo 0 > " PARAMETERS "/only_vm (and only_pid) to count all",
		      "a filter is set: exits of other VMs are not counted");
	return true;
}

static uint64_t health(const struct snapshot *s, const char *item)
{
	const char *value = snapshot_health(s, item);
	uint64_t n;

	return value && parse_number(value, &n) ? n : 0;
}

static void check_probes(const struct snapshot *s)
{
	const struct table *t = snapshot_table(s, "health");
	size_t row;

	for (row = 0; t && row < t->rows; row++) {
		const char *item = table_cell(t, row, 0), *value = table_cell(t, row, 1);

		if (!strncmp(item, "state.", 6) && !strcmp(value, "disarmed"))
			found(BAD, "echo 1 > /sys/kernel/debug/kprobes/enabled",
			      "the probe on %s was switched off behind the module's "
			      "back", item + 6);
		if (!strncmp(item, "missed.", 7) && strcmp(value, "0"))
			found(NOTE, "load with a larger maxactive, or attach=tracepoint",
			      "the probe on %s missed %s calls", item + 7, value);
	}
}

static void check_counts(const struct snapshot *s)
{
	uint64_t lost = health(s, "exits.lost"), nobody = health(s, "exits.unattributed");

	if (!snapshot_table(s, "health")) {
		found(NOTE, NULL, "this copy has no health");
		return;
	}
	check_probes(s);
	if (lost)
		found(BAD, "see missed probes; kvmtrap reset starts afresh",
		      "%llu exits were lost: KVM counted them and the probe did not see them",
		      (unsigned long long)lost);
	else
		found(FINE, NULL, "no exit was lost");
	if (nobody)
		found(NOTE, "load with a larger max_vcpus",
		      "%llu exits belong to no vCPU: all %llu records were in use",
		      (unsigned long long)nobody, (unsigned long long)health(s, "records.limit"));
	if (sysconf(_SC_NPROCESSORS_CONF) >= 8 && s->live &&
	    !strcmp(snapshot_health(s, "attach") ?: "", "kretprobe"))
		found(NOTE, "load with attach=tracepoint",
		      "return probes cost more than need be on %ld CPUs",
		      sysconf(_SC_NPROCESSORS_CONF));
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
	"What may hinder counting on this host, or make its numbers doubtful, each with its "
	"remedy. Exit status 1 if something is BAD. With --root: of the numbers alone.",
	.children = children
};

int cmd_doctor(int argc, char **argv)
{
	struct options o = { 0 };
	bool loaded = true;
	struct snapshot s;

	parse_args(&argp, NULL, argc, argv, 0, &o);
	sheet_init(&findings, "doctor");
	sheet_column(&findings, "verdict", "", CELL_TEXT);
	sheet_column(&findings, "finding", "Finding", CELL_TEXT);
	sheet_column(&findings, "remedy", "Remedy", CELL_TEXT);
	memset(&s, 0, sizeof(s));
	if (o.output.root) {
		snapshot_load(&s, o.output.root);
		check_counts(&s);
	} else {
		check_kernel();
		check_kvm();
		loaded = !access("/sys/module/kvmtrapcount", F_OK);
		check_lockdown(loaded);
		check_debugfs();
		check_kprobes();
		if (check_module() && snapshot_try(&s))
			check_counts(&s);
	}
	if (o.output.json || o.output.csv) {
		output_sheet(&o.output, "doctor", NULL, &findings);
	} else {
		size_t row;

		for (row = 0; row < findings.rows; row++) {
			const struct cell *c = sheet_cell(&findings, row, 0);

			printf("%-5s %s\n", c[0].text, c[1].text);
			if (!c[2].none)
				printf("      -> %s\n", c[2].text);
		}
	}
	sheet_free(&findings);
	snapshot_free(&s);
	return problems ? STATUS_FAILED : STATUS_OK;
}
