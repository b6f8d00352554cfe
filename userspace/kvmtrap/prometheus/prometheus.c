// SPDX-License-Identifier: GPL-2.0-only
/*
 * prometheus.c - see prometheus.h.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/recording.h"
#include "prometheus/prometheus.h"
#include "query/view.h"
#include "uapi/histogram.h"
#include "util/die.h"
#include "util/number.h"
#include "util/screen.h"
#include "util/word.h"

#define HISTOGRAM "kvmtrap_handling_seconds"

static FILE *out;
static bool with_ended;

static void metric(const char *name, const char *type, const char *help)
{
	fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

/* In UTF-8, as the format has it. */
static void quoted(const char *text)
{
	char *utf8 = valid_utf8(text), *escaped = malloc(2 * strlen(utf8) + 1), *to = escaped, *from;

	if (!escaped)
		die("out of memory");
	for (from = utf8; *from; from++) {
		if (*from == '"' || *from == '\\' || *from == '\n')
			*to++ = '\\';
		*to++ = *from == '\n' ? 'n' : *from;
	}
	*to = '\0';
	fputc('"', out);
	screen_put(escaped, out);
	fputc('"', out);
	free(utf8);
	free(escaped);
}

/* A damaged state may have anything where a number belongs. */
static bool is_number(const char *text)
{
	char *end;

	strtod(text, &end);
	return *text && !*end && strspn(text, "0123456789.") == strlen(text);
}

/*
 * One sample. Behind @value: labels and their values by turns, then NULL. What
 * is no number ("-") is left out.
 */
static void __attribute__((sentinel)) sample(const char *name, const char *value, ...)
{
	const char *label, *lead = "{";
	va_list labels;

	if (!is_number(value))
		return;
	fputs(name, out);
	va_start(labels, value);
	while ((label = va_arg(labels, const char *))) {
		fprintf(out, "%s%s=", lead, label);
		quoted(va_arg(labels, const char *));
		lead = ",";
	}
	va_end(labels);
	fprintf(out, "%s %s\n", *lead == ',' ? "}" : "", value);
}

/* Good until the next of its kind. */
static const char *number(uint64_t n)
{
	static char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, n);
	return text;
}

static const char *seconds(uint64_t ns)
{
	static char text[32];

	snprintf(text, sizeof(text), "%" PRIu64 ".%09" PRIu64, ns / 1000000000, ns % 1000000000);
	return text;
}

static const char *cell(const struct table *t, size_t row, const char *column)
{
	int c = table_column(t, column);

	return c < 0 ? "-" : table_cell(t, row, c);
}

static bool ended(const struct snapshot *s, const char *vm)
{
	const struct table *t = snapshot_table(s, "vms");
	size_t row;

	for (row = 0; t && row < t->rows; row++) {
		if (!strcmp(cell(t, row, "vm"), vm))
			return strcmp(cell(t, row, "state"), "live");
	}
	return false;
}

static bool is_wanted(const struct snapshot *s, const char *vm)
{
	return with_ended || !ended(s, vm);
}

static void export_host(const struct snapshot *s)
{
	const struct table *t = snapshot_table(s, "summary");
	size_t row, i;

	metric("kvmtrap_host_exits_total", "counter",
	       "Guest exits of all VMs since counting began, by class.");
	for (row = 0; row < t->rows; row++) {
		for (i = 0; i < NR_CLASSES; i++) {
			if (!strcmp(cell(t, row, "what"), class_names[i]))
				sample("kvmtrap_host_exits_total", cell(t, row, "exits"),
				       "class", class_names[i], NULL);
		}
	}
	/* Of VMs that ended since the last export, too: their rows are gone. */
	metric("kvmtrap_host_lost_exits_total", "counter",
	       "Exits of all VMs that KVM counted and the probe did not see.");
	sample("kvmtrap_host_lost_exits_total", snapshot_health(s, "exits.lost") ?: "0", NULL);
}

static void export_vms(const struct snapshot *s)
{
	const struct table *t = snapshot_table(s, "vms");
	size_t row;

	metric("kvmtrap_vm_info", "gauge", "A VM by its number, with what it is called.");
	for (row = 0; t && row < t->rows; row++) {
		const char *vm = cell(t, row, "vm");

		if (cell(t, row, "pid")[0] == '-' || !is_wanted(s, vm))
			continue;
		sample("kvmtrap_vm_info", "1", "vm", vm, "pid", cell(t, row, "pid"),
		       "name", snapshot_vm_name(s, vm), NULL);
	}
}

/* "-" is all that a VM's ended vCPUs counted, and what belongs to no vCPU. */
static void export_vcpus(const struct snapshot *s)
{
	const struct table *t = snapshot_table(s, "vcpus");
	size_t row, i;

	metric("kvmtrap_exits_total", "counter",
	       "Guest exits by VM, vCPU and class; vcpu \"-\": those of its vCPUs that ended.");
	for (row = 0; t && row < t->rows; row++) {
		const char *vm = cell(t, row, "vm");

		for (i = 0; i < NR_CLASSES && is_wanted(s, vm); i++)
			sample("kvmtrap_exits_total", cell(t, row, class_names[i]), "vm", vm,
			       "vcpu", cell(t, row, "vcpu"), "class", class_names[i], NULL);
	}
	metric("kvmtrap_lost_exits_total", "counter",
	       "Exits that KVM counted and the probe did not see, by VM and vCPU.");
	for (row = 0; t && row < t->rows; row++) {
		const char *vm = cell(t, row, "vm");

		if (is_wanted(s, vm))
			sample("kvmtrap_lost_exits_total", cell(t, row, "lost"), "vm", vm,
			       "vcpu", cell(t, row, "vcpu"), NULL);
	}
}

/* A view by VM and @label. */
static void export_view(const struct snapshot *s, const char *view, const char *name,
			const char *label, const char *help)
{
	const struct view *v = view_find(view);
	struct sums sums;
	size_t i;

	view_sum(&sums, v, PER_VM, NULL, s);
	metric(name, "counter", help);
	for (i = 0; i < sums.rows; i++) {
		const struct sum *row = &sums.row[i];

		/* The VM comes first, and what is named last. */
		if (row->value[0] && is_wanted(s, row->key[0]))
			sample(name, number(row->value[0]), "vm", row->key[0],
			       label, row->key[sums.keys - 1], NULL);
	}
	sums_free(&sums);
}

static void export_times(const struct snapshot *s)
{
	static const char *const states[] = { "guest", "kernel", "asleep", "vmm" };
	struct sums sums;
	size_t i, j;

	view_sum(&sums, view_find("time"), PER_VCPU, NULL, s);
	if (sums.rows)
		metric("kvmtrap_vcpu_seconds_total", "counter",
		       "Where the time of a vCPU went: in the guest, handled by the kernel, "
		       "asleep, in the VMM.");
	for (i = 0; i < sums.rows; i++) {
		const struct sum *row = &sums.row[i];

		for (j = 0; j < 4 && is_wanted(s, row->key[0]); j++)
			sample("kvmtrap_vcpu_seconds_total", seconds(row->value[j + 1]),
			       "vm", row->key[0], "vcpu", row->key[1], "state", states[j], NULL);
	}
	sums_free(&sums);
}

/* Time that exits of a class took, from `handling`. */
static uint64_t handled(const struct sums *times, const char *vm, const char *class)
{
	uint64_t ns = 0;
	size_t i;

	for (i = 0; i < times->rows; i++) {
		if (!strcmp(times->row[i].key[0], vm) && !strcmp(times->row[i].key[1], class))
			ns += times->row[i].value[0];
	}
	return ns;
}

/* Exits of the rows from @row to @end that took less than @ns. */
static uint64_t quicker(const struct sum *row, const struct sum *end, uint64_t ns)
{
	uint64_t n = 0, below;

	for (; row < end; row++) {
		if (ns == UINT64_MAX || (parse_number(row->key[3], &below) && below <= ns))
			n += row->value[0];
	}
	return n;
}

/* All buckets, whatever is in them: they are to be added up over VMs. */
static void export_histogram(const struct sum *row, const struct sum *end, uint64_t ns)
{
	const char *vm = row->key[0], *class = row->key[1];
	unsigned int i;
	char le[24];

	for (i = 0; i < SPREAD_BUCKETS; i++) {
		bool last = i == SPREAD_BUCKETS - 1;
		uint64_t below = last ? UINT64_MAX : 1ull << (SPREAD_FIRST_LOG2 + i);

		snprintf(le, sizeof(le), last ? "+Inf" : "%.9g", below / 1e9);
		sample(HISTOGRAM "_bucket", number(quicker(row, end, below)), "vm", vm,
		       "class", class, "le", le, NULL);
	}
	sample(HISTOGRAM "_count", number(quicker(row, end, UINT64_MAX)), "vm", vm,
	       "class", class, NULL);
	sample(HISTOGRAM "_sum", seconds(ns), "vm", vm, "class", class, NULL);
}

static bool same_histogram(const struct sum *a, const struct sum *b)
{
	return !strcmp(a->key[0], b->key[0]) && !strcmp(a->key[1], b->key[1]);
}

/* `spread`, by VM and class. */
static void export_spread(const struct snapshot *s)
{
	struct sums sums, times;
	size_t i, end;

	view_sum(&sums, view_find("spread"), PER_VM, NULL, s);
	view_sum(&times, view_find("handling"), PER_VM, NULL, s);
	if (sums.rows)
		metric(HISTOGRAM, "histogram",
		       "How long the kernel took to handle exits, by VM and class.");
	for (i = 0; i < sums.rows; i = end) {
		const struct sum *row = &sums.row[i];

		for (end = i + 1; end < sums.rows && same_histogram(row, &sums.row[end]); )
			end++;
		if (is_wanted(s, row->key[0]))
			export_histogram(row, row + (end - i),
					 handled(&times, row->key[0], row->key[1]));
	}
	sums_free(&sums);
	sums_free(&times);
}

static void export_health(const struct snapshot *s)
{
	const struct table *t = snapshot_table(s, "health");
	size_t row;

	metric("kvmtrap_module_info", "gauge", "The module that counts.");
	sample("kvmtrap_module_info", "1", "version", snapshot_health(s, "version") ?: "",
	       "attach", snapshot_health(s, "attach") ?: "", NULL);
	metric("kvmtrap_probe_missed_total", "counter", "Calls that a probe did not see.");
	for (row = 0; t && row < t->rows; row++) {
		const char *item = table_cell(t, row, 0);

		if (!strncmp(item, "missed.", 7))
			sample("kvmtrap_probe_missed_total", cell(t, row, "value"),
			       "probe", item + 7, NULL);
	}
	metric("kvmtrap_unattributed_exits_total", "counter",
	       "Exits of vCPUs for which there was no record.");
	sample("kvmtrap_unattributed_exits_total", snapshot_health(s, "exits.unattributed") ?: "0",
	       NULL);
}

void prometheus_write(FILE *to, const struct snapshot *s, bool ended_too)
{
	bool up = s->tables.n;

	out = to;
	with_ended = ended_too;
	metric("kvmtrap_up", "gauge", "Can the counters be read?");
	sample("kvmtrap_up", up ? "1" : "0", NULL);
	if (!up)
		return;
	export_health(s);
	export_host(s);
	export_vms(s);
	export_vcpus(s);
	export_view(s, "reason", "kvmtrap_reason_exits_total", "reason",
		    "Guest exits by VM and reason.");
	export_view(s, "user", "kvmtrap_user_exits_total", "reason",
		    "Returns of KVM_RUN to the VMM, by VM and KVM_EXIT reason.");
	export_times(s);
	export_spread(s);
}
