// SPDX-License-Identifier: GPL-2.0-only
/*
 * prometheus.c - see prometheus.h.
 */
#include <stdio.h>
#include <string.h>

#include "input/reasons.h"
#include "prometheus/histogram.h"
#include "prometheus/prometheus.h"
#include "prometheus/text.h"
#include "query/query.h"

struct export {
	struct prom *p;
	const struct snapshot *s;
	bool with_ended;	/* export VMs that have ended, too */
	char class[NR_CLASSES][24];	/* the label of each class */
};

static bool is_wanted(const struct export *e, const char *vm)
{
	return e->with_ended || !snapshot_vm_ended(e->s, vm);
}

static void export_host(const struct export *e)
{
	const struct table *t = snapshot_table(e->s, "summary");
	size_t row, i;

	prom_metric(e->p, "kvmtrap_host_exits_total", "counter",
		    "Guest exits of all VMs since counting began, by class.");
	prom_series(e->p, "kvmtrap_host_exits_total", NULL);
	for (row = 0; row < t->rows; row++) {
		for (i = 0; i < NR_CLASSES; i++) {
			if (!strcmp(table_get(t, row, "class"), class_names[i]))
				prom_value(e->p, table_get(t, row, "exits"), e->class[i]);
		}
	}
	/* This includes VMs that ended since the last export: their rows are gone. */
	prom_metric(e->p, "kvmtrap_host_lost_exits_total", "counter",
		    "Exits of all VMs that KVM counted and the probe did not see.");
	prom_series(e->p, "kvmtrap_host_lost_exits_total", NULL);
	prom_value(e->p, snapshot_health(e->s, "exits.lost") ?: "0", NULL);
}

static bool is_known(const char *text)
{
	return strcmp(text, "-");
}

/* The label domain is the one by which exporters for libvirt know the VM. */
static void export_vm(const struct export *e, const char *vm, const char *pid)
{
	const char *name = snapshot_vm_name(e->s, vm), *uuid = snapshot_vm_uuid(e->s, vm);
	const char *domain = is_known(snapshot_vm_domain(e->s, vm)) ? "domain" : NULL;

	if (is_known(uuid))
		prom_series(e->p, "kvmtrap_vm_info", "vm", vm, "pid", pid, "name", name,
			    "uuid", uuid, domain, name, NULL);
	else
		prom_series(e->p, "kvmtrap_vm_info", "vm", vm, "pid", pid, "name", name,
			    domain, name, NULL);
	prom_value(e->p, "1", NULL);
}

static void export_vms(const struct export *e)
{
	const struct table *t = snapshot_table(e->s, "vms");
	size_t row;

	prom_metric(e->p, "kvmtrap_vm_info", "gauge",
		    "A VM by its number, with what it is called.");
	for (row = 0; t && row < t->rows; row++) {
		const char *vm = table_get(t, row, "vm"), *pid = table_get(t, row, "pid");

		if (pid[0] == '-' || !is_wanted(e, vm))
			continue;
		export_vm(e, vm, pid);
	}
}

/* Begin a series of the VM and vCPU of a row. Return false if the VM is not exported. */
static bool series_of_row(const struct export *e, const char *name, const struct table *t,
			  size_t row)
{
	const char *vm = table_get(t, row, "vm");

	if (!is_wanted(e, vm))
		return false;
	prom_series(e->p, name, "vm", vm, "vcpu", table_get(t, row, "vcpu"), NULL);
	return true;
}

/* The vCPU "-" is the sum of a VM's ended vCPUs, or of all vCPUs without a record. */
static void export_vcpus(const struct export *e)
{
	const struct table *t = snapshot_table(e->s, "vcpus");
	int class[NR_CLASSES];
	size_t row, i;

	prom_metric(e->p, "kvmtrap_exits_total", "counter",
		    "Guest exits by VM, vCPU and class; vcpu \"-\": those of its vCPUs that "
		    "ended.");
	for (i = 0; t && i < NR_CLASSES; i++)
		class[i] = table_column(t, class_names[i]);
	for (row = 0; t && row < t->rows; row++) {
		if (!series_of_row(e, "kvmtrap_exits_total", t, row))
			continue;
		for (i = 0; i < NR_CLASSES; i++) {
			if (class[i] >= 0)
				prom_value(e->p, table_cell(t, row, class[i]), e->class[i]);
		}
	}
	prom_metric(e->p, "kvmtrap_lost_exits_total", "counter",
		    "Exits that KVM counted and the probe did not see, by VM and vCPU.");
	for (row = 0; t && row < t->rows; row++) {
		if (series_of_row(e, "kvmtrap_lost_exits_total", t, row))
			prom_value(e->p, table_get(t, row, "lost"), NULL);
	}
}

static void export_nested(const struct export *e)
{
	const struct table *t = snapshot_table(e->s, "vcpus");
	size_t row;

	/* Not all architectures tell it. */
	if (!t || table_column(t, "nested") < 0)
		return;
	prom_metric(e->p, "kvmtrap_nested_exits_total", "counter",
		    "Of the exits, those of a guest's guest, by VM and vCPU.");
	for (row = 0; row < t->rows; row++) {
		if (series_of_row(e, "kvmtrap_nested_exits_total", t, row))
			prom_value(e->p, table_get(t, row, "nested"), NULL);
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
	prom_metric(e->p, name, "counter", help);
	for (i = 0; i < r.rows; i++) {
		const struct result_row *row = &r.row[i];

		/* The VM is the first key. */
		if (!row->value[0] || !is_wanted(e, row->key[0]))
			continue;
		prom_series(e->p, name, "vm", row->key[0], label, row->key[r.keys - 1], NULL);
		prom_count(e->p, row->value[0], NULL);
	}
	result_free(&r);
}

static void export_times(const struct export *e)
{
	static const char *const states[] = {
		"state=\"guest\"", "state=\"kernel\"", "state=\"halted\"", "state=\"vmm\"",
	};
	struct query q = { .view = view_find("time"), .per = PER_VCPU };
	struct result r;
	size_t i, j;

	query_run(&r, &q, e->s);
	if (r.rows)
		prom_metric(e->p, "kvmtrap_vcpu_seconds_total", "counter",
			    "Where the time of a vCPU went: in the guest, handled by the kernel, "
			    "halted, in the VMM.");
	for (i = 0; i < r.rows; i++) {
		const struct result_row *row = &r.row[i];

		if (!is_wanted(e, row->key[0]))
			continue;
		prom_series(e->p, "kvmtrap_vcpu_seconds_total", "vm", row->key[0],
			    "vcpu", row->key[1], NULL);
		for (j = 0; j < 4; j++)
			prom_ns(e->p, row->value[j + 1], states[j]);
	}
	result_free(&r);
}

static void export_health(const struct export *e)
{
	const struct table *t = snapshot_table(e->s, "health");
	size_t row;

	prom_metric(e->p, "kvmtrap_module_info", "gauge", "The module that counts.");
	prom_series(e->p, "kvmtrap_module_info",
		    "version", snapshot_health(e->s, "version") ?: "", "attach",
		    snapshot_health(e->s, "attach") ?: "", "arch", snapshot_arch_name(e->s), NULL);
	prom_value(e->p, "1", NULL);
	prom_metric(e->p, "kvmtrap_probe_missed_total", "counter",
		    "Calls that a probe did not see.");
	for (row = 0; t && row < t->rows; row++) {
		const char *item = table_cell(t, row, 0);

		if (strncmp(item, "missed.", 7))
			continue;
		prom_series(e->p, "kvmtrap_probe_missed_total", "probe", item + 7, NULL);
		prom_value(e->p, table_get(t, row, "value"), NULL);
	}
	prom_metric(e->p, "kvmtrap_unattributed_exits_total", "counter",
		    "Exits of vCPUs for which there was no record.");
	prom_series(e->p, "kvmtrap_unattributed_exits_total", NULL);
	prom_value(e->p, snapshot_health(e->s, "exits.unattributed") ?: "0", NULL);
}

void prometheus_write(FILE *to, const struct snapshot *s, bool ended_too)
{
	struct prom p;
	struct export export = { &p, s, ended_too }, *e = &export;
	unsigned int i;
	bool up = s->tables.n;

	for (i = 0; i < NR_CLASSES; i++)
		snprintf(export.class[i], sizeof(export.class[i]), "class=\"%s\"", class_names[i]);
	prom_begin(&p, to);
	prom_metric(&p, "kvmtrap_up", "gauge", "Can the counters be read?");
	prom_series(&p, "kvmtrap_up", NULL);
	prom_value(&p, up ? "1" : "0", NULL);
	if (up) {
		export_health(e);
		export_host(e);
		export_vms(e);
		export_vcpus(e);
		export_nested(e);
		export_view(e, "reason", "kvmtrap_reason_exits_total", "reason",
			    "Guest exits by VM and reason.");
		export_view(e, "user", "kvmtrap_user_exits_total", "reason",
			    "Returns of KVM_RUN to the VMM, by VM and KVM_EXIT reason.");
		export_times(e);
		histograms_write(&p, s, ended_too);
	}
	prom_end(&p);
}
