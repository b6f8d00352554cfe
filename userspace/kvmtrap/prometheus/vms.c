// SPDX-License-Identifier: GPL-2.0-only
/*
 * vms.c - see vms.h.
 */
#include <string.h>

#include "prometheus/vms.h"
#include "query/query.h"
#include "util/word.h"

static bool is_wanted(const struct export *e, const char *vm)
{
	return e->o->with_ended || !snapshot_vm_ended(e->s, vm);
}

/* The label domain is the one by which exporters for libvirt know the VM. */
static void export_vm(const struct export *e, const char *vm, const char *pid)
{
	const char *name = snapshot_vm_name(e->s, vm), *uuid = snapshot_vm_uuid(e->s, vm);
	const char *domain = word_is_known(snapshot_vm_domain(e->s, vm)) ? "domain" : NULL;

	if (word_is_known(uuid))
		prom_series(e->p, "kvmtrap_vm_info", "vm", vm, "pid", pid, "name", name,
			    "uuid", uuid, domain, name, NULL);
	else
		prom_series(e->p, "kvmtrap_vm_info", "vm", vm, "pid", pid, "name", name,
			    domain, name, NULL);
	prom_value(e->p, "1", NULL);
}

static void export_names(const struct export *e, const struct table *vms)
{
	size_t row;

	prom_metric(e->p, "kvmtrap_vm_info", "info", "A VM by its number, with what it is called.");
	for (row = 0; row < vms->rows; row++) {
		const char *vm = table_get(vms, row, "vm"), *pid = table_get(vms, row, "pid");

		if (pid[0] != '-' && is_wanted(e, vm))
			export_vm(e, vm, pid);
	}
	prom_metric(e->p, "kvmtrap_vm_vcpus", "gauge", "The live vCPUs of a VM.");
	for (row = 0; row < vms->rows; row++) {
		const char *vm = table_get(vms, row, "vm");

		if (!is_wanted(e, vm))
			continue;
		prom_series(e->p, "kvmtrap_vm_vcpus", "vm", vm, NULL);
		prom_value(e->p, table_get(vms, row, "vcpus"), NULL);
	}
}

/* Begin a series of the VM, or vCPU, of a row. Return false if it is not exported. */
static bool series_of_row(const struct export *e, const char *name, const struct table *t,
			  size_t row)
{
	const char *vm = table_get(t, row, "vm");

	if (!is_wanted(e, vm))
		return false;
	if (e->o->per == PER_VCPU)
		prom_series(e->p, name, "vm", vm, "vcpu", table_get(t, row, "vcpu"), NULL);
	else
		prom_series(e->p, name, "vm", vm, NULL);
	return true;
}

/* Not all architectures tell each column: there is no metric of one that @t lacks. */
static void export_column(const struct export *e, const struct table *t, const char *column,
			  const char *name, const char *help)
{
	size_t row;

	if (table_column(t, column) < 0)
		return;
	prom_metric(e->p, name, "counter", help);
	for (row = 0; row < t->rows; row++) {
		if (series_of_row(e, name, t, row))
			prom_value(e->p, table_get(t, row, column), NULL);
	}
}

/* The vCPU "-" is the sum of a VM's ended vCPUs, or of all vCPUs without a record. */
static void export_counts(const struct export *e, const struct table *t)
{
	int class[NR_CLASSES];
	size_t row, i;

	prom_metric(e->p, "kvmtrap_exits_total", "counter", "Guest exits by class.");
	for (i = 0; i < NR_CLASSES; i++)
		class[i] = table_column(t, class_names[i]);
	for (row = 0; row < t->rows; row++) {
		if (!series_of_row(e, "kvmtrap_exits_total", t, row))
			continue;
		for (i = 0; i < NR_CLASSES; i++) {
			if (class[i] >= 0)
				prom_value(e->p, table_cell(t, row, class[i]), e->class[i]);
		}
	}
	export_column(e, t, "lost", "kvmtrap_lost_exits_total",
		      "Exits that KVM counted and the module did not see.");
	export_column(e, t, "nested", "kvmtrap_nested_exits_total",
		      "Of the exits, those of a guest's guest.");
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

void export_vms(const struct export *e)
{
	const struct table *vms = snapshot_table(e->s, "vms");
	const struct table *counts = snapshot_table(e->s, e->o->per == PER_VCPU ? "vcpus" : "vms");

	if (vms)
		export_names(e, vms);
	if (counts)
		export_counts(e, counts);
	export_view(e, "reason", "kvmtrap_reason_exits_total", "reason",
		    "Guest exits by VM and reason.");
	export_view(e, "user", "kvmtrap_user_exits_total", "reason",
		    "Returns of KVM_RUN to the VMM, by VM and KVM_EXIT reason.");
}

void export_times(const struct export *e)
{
	static const char *const states[] = {
		"state=\"guest\"", "state=\"kernel\"", "state=\"halted\"", "state=\"vmm\"",
	};
	struct query q = { .view = view_find("time"), .per = e->o->per };
	const char *vcpu = e->o->per == PER_VCPU ? "vcpu" : NULL;
	struct result r;
	size_t i, j;

	query_run(&r, &q, e->s);
	if (r.rows)
		prom_metric(e->p, "kvmtrap_vcpu_seconds_total", "counter",
			    "Where the time of vCPUs went: in the guest, handled by the kernel, "
			    "halted, in the VMM.");
	for (i = 0; i < r.rows; i++) {
		const struct result_row *row = &r.row[i];

		if (!is_wanted(e, row->key[0]))
			continue;
		prom_series(e->p, "kvmtrap_vcpu_seconds_total", "vm", row->key[0],
			    vcpu, row->key[1], NULL);
		for (j = 0; j < 4; j++)
			prom_ns(e->p, row->value[j + 1], states[j]);
	}
	result_free(&r);
}
