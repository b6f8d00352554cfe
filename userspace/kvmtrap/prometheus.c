// SPDX-License-Identifier: GPL-2.0-only
/*
 * prometheus.c - see prometheus.h.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "../../module/spread.h"
#include "prometheus.h"
#include "recording.h"
#include "view.h"

#define HISTOGRAM "kvmtrap_handling_seconds"

static FILE *out;
static bool with_ended;

static void metric(const char *name, const char *type, const char *help)
{
	fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

/* The value of a label, quoted. */
static void quoted(const char *text)
{
	fputc('"', out);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			fputc('\\', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

static const char *cell(const struct table *t, size_t row, const char *column)
{
	int c = table_column(t, column);

	return c < 0 ? "-" : table_cell(t, row, c);
}

static bool ended(const struct state *s, const char *vm)
{
	const struct table *t = state_table(s, "vms");
	size_t row;

	for (row = 0; t && row < t->rows; row++) {
		if (!strcmp(cell(t, row, "vm"), vm))
			return strcmp(cell(t, row, "state"), "live");
	}
	return false;
}

static bool is_wanted(const struct state *s, const char *vm)
{
	return with_ended || !ended(s, vm);
}

static void export_host(const struct state *s)
{
	const struct table *t = state_table(s, "summary");
	size_t row, i;

	metric("kvmtrap_host_exits_total", "counter",
	       "Guest exits of all VMs since counting began, by class.");
	for (row = 0; row < t->rows; row++) {
		for (i = 0; i < NR_CLASSES; i++) {
			if (!strcmp(cell(t, row, "what"), class_names[i]))
				fprintf(out, "kvmtrap_host_exits_total{class=\"%s\"} %s\n",
					class_names[i], cell(t, row, "exits"));
		}
	}
	/* Of VMs that ended since the last export, too: their rows are gone. */
	metric("kvmtrap_host_lost_exits_total", "counter",
	       "Exits of all VMs that KVM counted and the probe did not see.");
	fprintf(out, "kvmtrap_host_lost_exits_total %s\n", state_health(s, "exits.lost") ?: "0");
}

static void export_vms(const struct state *s)
{
	const struct table *t = state_table(s, "vms");
	size_t row;

	metric("kvmtrap_vm_info", "gauge", "A VM by its number, with what it is called.");
	for (row = 0; t && row < t->rows; row++) {
		const char *vm = cell(t, row, "vm");

		if (cell(t, row, "pid")[0] == '-' || !is_wanted(s, vm))
			continue;
		fprintf(out, "kvmtrap_vm_info{vm=\"%s\",pid=\"%s\",name=", vm, cell(t, row, "pid"));
		quoted(state_vm_name(s, vm));
		fprintf(out, "} 1\n");
	}
}

/* "-" is all that a VM's ended vCPUs counted, and what belongs to no vCPU. */
static void export_vcpus(const struct state *s)
{
	const struct table *t = state_table(s, "vcpus");
	size_t row, i;

	metric("kvmtrap_exits_total", "counter",
	       "Guest exits by VM, vCPU and class; vcpu \"-\": those of its vCPUs that ended.");
	for (row = 0; t && row < t->rows; row++) {
		const char *vm = cell(t, row, "vm");

		for (i = 0; i < NR_CLASSES && is_wanted(s, vm); i++)
			fprintf(out, "kvmtrap_exits_total{vm=\"%s\",vcpu=\"%s\",class=\"%s\"} %s\n",
				vm, cell(t, row, "vcpu"), class_names[i],
				cell(t, row, class_names[i]));
	}
	metric("kvmtrap_lost_exits_total", "counter",
	       "Exits that KVM counted and the probe did not see, by VM and vCPU.");
	for (row = 0; t && row < t->rows; row++) {
		const char *vm = cell(t, row, "vm");

		if (is_wanted(s, vm))
			fprintf(out, "kvmtrap_lost_exits_total{vm=\"%s\",vcpu=\"%s\"} %s\n",
				vm, cell(t, row, "vcpu"), cell(t, row, "lost"));
	}
}

/* A view by VM and @label. */
static void export_view(const struct state *s, const char *view, const char *name,
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
			fprintf(out, "%s{vm=\"%s\",%s=\"%s\"} %" PRIu64 "\n", name, row->key[0],
				label, row->key[sums.keys - 1], row->value[0]);
	}
	sums_free(&sums);
}

static void seconds(uint64_t ns)
{
	fprintf(out, "%" PRIu64 ".%09" PRIu64 "\n", ns / 1000000000, ns % 1000000000);
}

static void export_times(const struct state *s)
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

		for (j = 0; j < 4 && is_wanted(s, row->key[0]); j++) {
			fprintf(out, "kvmtrap_vcpu_seconds_total{vm=\"%s\",vcpu=\"%s\",",
				row->key[0], row->key[1]);
			fprintf(out, "state=\"%s\"} ", states[j]);
			seconds(row->value[j + 1]);
		}
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

/* Exits of the histogram of @row that took less than @ns. */
static uint64_t quicker(const struct sums *sums, const struct sum *row, uint64_t ns)
{
	uint64_t n = 0, below;
	size_t i;

	for (i = 0; i < sums->rows; i++) {
		const struct sum *other = &sums->row[i];

		if (!strcmp(row->key[0], other->key[0]) && !strcmp(row->key[1], other->key[1]) &&
		    (ns == UINT64_MAX || (cell_number(other->key[3], &below) && below <= ns)))
			n += other->value[0];
	}
	return n;
}

/* All buckets, whatever is in them: they are to be added up over VMs. */
static void export_histogram(const struct sums *sums, const struct sum *row,
			     const struct sums *times)
{
	const char *vm = row->key[0], *class = row->key[1];
	uint64_t all = quicker(sums, row, UINT64_MAX);
	unsigned int i;

	for (i = 0; i < SPREAD_BUCKETS - 1; i++) {
		uint64_t ns = 1ull << (SPREAD_FIRST_LOG2 + i);

		fprintf(out, HISTOGRAM "_bucket{vm=\"%s\",class=\"%s\",le=\"%.9g\"} %" PRIu64 "\n",
			vm, class, ns / 1e9, quicker(sums, row, ns));
	}
	fprintf(out, HISTOGRAM "_bucket{vm=\"%s\",class=\"%s\",le=\"+Inf\"} %" PRIu64 "\n",
		vm, class, all);
	fprintf(out, HISTOGRAM "_count{vm=\"%s\",class=\"%s\"} %" PRIu64 "\n", vm, class, all);
	fprintf(out, HISTOGRAM "_sum{vm=\"%s\",class=\"%s\"} ", vm, class);
	seconds(handled(times, vm, class));
}

/* `spread`, by VM and class. */
static void export_spread(const struct state *s)
{
	struct sums sums, times;
	size_t i;

	view_sum(&sums, view_find("spread"), PER_VM, NULL, s);
	view_sum(&times, view_find("handling"), PER_VM, NULL, s);
	if (sums.rows)
		metric(HISTOGRAM, "histogram",
		       "How long the kernel took to handle exits, by VM and class.");
	for (i = 0; i < sums.rows; i++) {
		const struct sum *row = &sums.row[i];
		bool first = !i || strcmp(row->key[0], row[-1].key[0]) ||
			     strcmp(row->key[1], row[-1].key[1]);

		if (first && is_wanted(s, row->key[0]))
			export_histogram(&sums, row, &times);
	}
	sums_free(&sums);
	sums_free(&times);
}

static void export_health(const struct state *s)
{
	const struct table *t = state_table(s, "health");
	size_t row;

	fprintf(out, "# HELP kvmtrap_module_info The module that counts.\n"
		"# TYPE kvmtrap_module_info gauge\nkvmtrap_module_info{version=");
	quoted(state_health(s, "version") ?: "");
	fputs(",attach=", out);
	quoted(state_health(s, "attach") ?: "");
	fputs("} 1\n", out);
	metric("kvmtrap_probe_missed_total", "counter", "Calls that a probe did not see.");
	for (row = 0; t && row < t->rows; row++) {
		const char *item = table_cell(t, row, 0);

		if (!strncmp(item, "missed.", 7))
			fprintf(out, "kvmtrap_probe_missed_total{probe=\"%s\"} %s\n", item + 7,
				table_cell(t, row, 1));
	}
	metric("kvmtrap_unattributed_exits_total", "counter",
	       "Exits of vCPUs for which there was no record.");
	fprintf(out, "kvmtrap_unattributed_exits_total %s\n",
		state_health(s, "exits.unattributed") ?: "0");
}

void prometheus_write(FILE *to, const struct state *s, bool ended_too)
{
	bool up = s->tables.n;

	out = to;
	with_ended = ended_too;
	metric("kvmtrap_up", "gauge", "Can the counters be read?");
	fprintf(out, "kvmtrap_up %d\n", up);
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
