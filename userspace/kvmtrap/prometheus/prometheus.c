// SPDX-License-Identifier: GPL-2.0-only
/*
 * prometheus.c - see prometheus.h.
 */
#include <stdio.h>
#include <string.h>

#include "input/reasons.h"
#include "prometheus/prometheus.h"
#include "prometheus/text.h"
#include "query/query.h"
#include "uapi/latency.h"
#include "util/number.h"

#define HISTOGRAM "kvmtrap_handling_seconds"

struct export {
	FILE *f;
	const struct snapshot *s;
	bool with_ended;	/* export VMs that have ended, too */
};

static bool is_wanted(const struct export *e, const char *vm)
{
	return e->with_ended || !snapshot_vm_ended(e->s, vm);
}

static void export_host(const struct export *e)
{
	const struct table *t = snapshot_table(e->s, "summary");
	size_t row, i;

	prom_metric(e->f, "kvmtrap_host_exits_total", "counter",
		    "Guest exits of all VMs since counting began, by class.");
	for (row = 0; row < t->rows; row++) {
		for (i = 0; i < NR_CLASSES; i++) {
			if (!strcmp(table_get(t, row, "class"), class_names[i]))
				prom_sample(e->f, "kvmtrap_host_exits_total",
					    table_get(t, row, "exits"), "class",
					    class_names[i], NULL);
		}
	}
	/* This includes VMs that ended since the last export: their rows are gone. */
	prom_metric(e->f, "kvmtrap_host_lost_exits_total", "counter",
		    "Exits of all VMs that KVM counted and the probe did not see.");
	prom_sample(e->f, "kvmtrap_host_lost_exits_total",
		    snapshot_health(e->s, "exits.lost") ?: "0", NULL);
}

static void export_vms(const struct export *e)
{
	const struct table *t = snapshot_table(e->s, "vms");
	size_t row;

	prom_metric(e->f, "kvmtrap_vm_info", "gauge",
		    "A VM by its number, with what it is called.");
	for (row = 0; t && row < t->rows; row++) {
		const char *vm = table_get(t, row, "vm");

		if (table_get(t, row, "pid")[0] == '-' || !is_wanted(e, vm))
			continue;
		prom_sample(e->f, "kvmtrap_vm_info", "1", "vm", vm, "pid", table_get(t, row, "pid"),
			    "name", snapshot_vm_name(e->s, vm), NULL);
	}
}

/* The vCPU "-" is the sum of a VM's ended vCPUs, or of all vCPUs without a record. */
static void export_vcpus(const struct export *e)
{
	const struct table *t = snapshot_table(e->s, "vcpus");
	size_t row, i;

	prom_metric(e->f, "kvmtrap_exits_total", "counter",
		    "Guest exits by VM, vCPU and class; vcpu \"-\": those of its vCPUs that "
		    "ended.");
	for (row = 0; t && row < t->rows; row++) {
		const char *vm = table_get(t, row, "vm");

		for (i = 0; i < NR_CLASSES && is_wanted(e, vm); i++)
			prom_sample(e->f, "kvmtrap_exits_total",
				    table_get(t, row, class_names[i]), "vm", vm,
				    "vcpu", table_get(t, row, "vcpu"),
				    "class", class_names[i], NULL);
	}
	prom_metric(e->f, "kvmtrap_lost_exits_total", "counter",
		    "Exits that KVM counted and the probe did not see, by VM and vCPU.");
	for (row = 0; t && row < t->rows; row++) {
		const char *vm = table_get(t, row, "vm");

		if (is_wanted(e, vm))
			prom_sample(e->f, "kvmtrap_lost_exits_total", table_get(t, row, "lost"),
				    "vm", vm, "vcpu", table_get(t, row, "vcpu"), NULL);
	}
}

/* Export a view by VM; its last key becomes @label. */
static void export_view(const struct export *e, const char *view, const char *name,
			const char *label, const char *help)
{
	struct query q = { .view = view_find(view), .per = PER_VM };
	struct result r;
	size_t i;

	query_run(&r, &q, e->s);
	prom_metric(e->f, name, "counter", help);
	for (i = 0; i < r.rows; i++) {
		const struct result_row *row = &r.row[i];

		/* The VM is the first key. */
		if (row->value[0] && is_wanted(e, row->key[0]))
			prom_sample(e->f, name, prom_number(row->value[0]), "vm", row->key[0],
				    label, row->key[r.keys - 1], NULL);
	}
	result_free(&r);
}

static void export_times(const struct export *e)
{
	static const char *const states[] = { "guest", "kernel", "halted", "vmm" };
	struct query q = { .view = view_find("time"), .per = PER_VCPU };
	struct result r;
	size_t i, j;

	query_run(&r, &q, e->s);
	if (r.rows)
		prom_metric(e->f, "kvmtrap_vcpu_seconds_total", "counter",
			    "Where the time of a vCPU went: in the guest, handled by the kernel, "
			    "halted, in the VMM.");
	for (i = 0; i < r.rows; i++) {
		const struct result_row *row = &r.row[i];

		for (j = 0; j < 4 && is_wanted(e, row->key[0]); j++)
			prom_sample(e->f, "kvmtrap_vcpu_seconds_total",
				    prom_seconds(row->value[j + 1]), "vm", row->key[0],
				    "vcpu", row->key[1], "state", states[j], NULL);
	}
	result_free(&r);
}

/* Return how long exits of a class took in all, from the table handling. */
static uint64_t handled(const struct result *times, const char *vm, const char *class)
{
	uint64_t ns = 0;
	size_t i;

	for (i = 0; i < times->rows; i++) {
		if (!strcmp(times->row[i].key[0], vm) && !strcmp(times->row[i].key[1], class))
			ns += times->row[i].value[0];
	}
	return ns;
}

/* Return how many exits of the rows from @row to @end - 1 took less than @ns. */
static uint64_t quicker(const struct result_row *row, const struct result_row *end, uint64_t ns)
{
	uint64_t n = 0, below;

	for (; row < end; row++) {
		if (ns == UINT64_MAX || (parse_number(row->key[3], &below) && below <= ns))
			n += row->value[0];
	}
	return n;
}

/* Empty buckets are exported as well: Prometheus adds them up over VMs. */
static void export_histogram(const struct export *e, const struct result_row *row,
			     const struct result_row *end, uint64_t ns)
{
	const char *vm = row->key[0], *class = row->key[1];
	unsigned int i;
	char le[24];

	for (i = 0; i < LATENCY_BUCKETS; i++) {
		bool last = i == LATENCY_BUCKETS - 1;
		uint64_t below = last ? UINT64_MAX : 1ull << (LATENCY_FIRST_LOG2 + i);

		snprintf(le, sizeof(le), last ? "+Inf" : "%.9g", below / 1e9);
		prom_sample(e->f, HISTOGRAM "_bucket", prom_number(quicker(row, end, below)),
			    "vm", vm, "class", class, "le", le, NULL);
	}
	prom_sample(e->f, HISTOGRAM "_count", prom_number(quicker(row, end, UINT64_MAX)), "vm", vm,
		    "class", class, NULL);
	prom_sample(e->f, HISTOGRAM "_sum", prom_seconds(ns), "vm", vm, "class", class, NULL);
}

static bool same_histogram(const struct result_row *a, const struct result_row *b)
{
	return !strcmp(a->key[0], b->key[0]) && !strcmp(a->key[1], b->key[1]);
}

/* Export the table latency as one histogram for each VM and class. */
static void export_latency(const struct export *e)
{
	struct query of_latency = { .view = view_find("latency"), .per = PER_VM };
	struct query of_handling = { .view = view_find("handling"), .per = PER_VM };
	struct result r, times;
	size_t i, end;

	query_run(&r, &of_latency, e->s);
	query_run(&times, &of_handling, e->s);
	if (r.rows)
		prom_metric(e->f, HISTOGRAM, "histogram",
			    "How long the kernel took to handle exits, by VM and class.");
	for (i = 0; i < r.rows; i = end) {
		const struct result_row *row = &r.row[i];

		for (end = i + 1; end < r.rows && same_histogram(row, &r.row[end]); )
			end++;
		if (is_wanted(e, row->key[0]))
			export_histogram(e, row, row + (end - i),
					 handled(&times, row->key[0], row->key[1]));
	}
	result_free(&r);
	result_free(&times);
}

static void export_health(const struct export *e)
{
	const struct table *t = snapshot_table(e->s, "health");
	size_t row;

	prom_metric(e->f, "kvmtrap_module_info", "gauge", "The module that counts.");
	prom_sample(e->f, "kvmtrap_module_info", "1",
		    "version", snapshot_health(e->s, "version") ?: "", "attach",
		    snapshot_health(e->s, "attach") ?: "", NULL);
	prom_metric(e->f, "kvmtrap_probe_missed_total", "counter",
		    "Calls that a probe did not see.");
	for (row = 0; t && row < t->rows; row++) {
		const char *item = table_cell(t, row, 0);

		if (!strncmp(item, "missed.", 7))
			prom_sample(e->f, "kvmtrap_probe_missed_total", table_get(t, row, "value"),
				    "probe", item + 7, NULL);
	}
	prom_metric(e->f, "kvmtrap_unattributed_exits_total", "counter",
		    "Exits of vCPUs for which there was no record.");
	prom_sample(e->f, "kvmtrap_unattributed_exits_total",
		    snapshot_health(e->s, "exits.unattributed") ?: "0", NULL);
}

void prometheus_write(FILE *to, const struct snapshot *s, bool ended_too)
{
	struct export export = { to, s, ended_too }, *e = &export;
	bool up = s->tables.n;

	prom_metric(to, "kvmtrap_up", "gauge", "Can the counters be read?");
	prom_sample(to, "kvmtrap_up", up ? "1" : "0", NULL);
	if (!up)
		return;
	export_health(e);
	export_host(e);
	export_vms(e);
	export_vcpus(e);
	export_view(e, "reason", "kvmtrap_reason_exits_total", "reason",
		    "Guest exits by VM and reason.");
	export_view(e, "user", "kvmtrap_user_exits_total", "reason",
		    "Returns of KVM_RUN to the VMM, by VM and KVM_EXIT reason.");
	export_times(e);
	export_latency(e);
}
