// SPDX-License-Identifier: GPL-2.0-only
/*
 * prometheus.c - see prometheus.h.
 */
#include <stdio.h>
#include <string.h>

#include "prometheus/histogram.h"
#include "prometheus/vms.h"
#include "util/number.h"

/* Nothing is written where it is not known. */
static void export_item(const struct export *e, const char *item, const char *name,
			const char *help)
{
	const char *value = snapshot_health(e->s, item);

	if (!value)
		return;
	prom_metric(e->p, name, "counter", help);
	prom_series(e->p, name, NULL);
	prom_value(e->p, value, NULL);
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
	export_item(e, "exits.lost", "kvmtrap_host_lost_exits_total",
		    "Exits of all VMs that KVM counted and the module did not see.");
}

/* Nothing is written where the module does not tell it, or measures no times. */
static void export_since(const struct export *e, const char *item, const char *name,
			 const char *help)
{
	const char *since = snapshot_health(e->s, item);
	uint64_t ns;

	if (!since || !parse_number(since, &ns) || !ns)
		return;
	prom_metric(e->p, name, "gauge", help);
	prom_series(e->p, name, NULL);
	prom_ns(e->p, ns, NULL);
}

static void export_missed(const struct export *e)
{
	const struct table *t = snapshot_table(e->s, "health");
	size_t row;

	prom_metric(e->p, "kvmtrap_probe_missed_total", "counter",
		    "Calls that a probe did not see.");
	for (row = 0; t && row < t->rows; row++) {
		const char *item = table_cell(t, row, 0);

		if (strncmp(item, "missed.", 7))
			continue;
		prom_series(e->p, "kvmtrap_probe_missed_total", "probe", item + 7, NULL);
		prom_value(e->p, table_get(t, row, "value"), NULL);
	}
}

static void export_health(const struct export *e)
{
	prom_metric(e->p, "kvmtrap_module_info", "info", "The module that counts.");
	prom_series(e->p, "kvmtrap_module_info",
		    "version", snapshot_health(e->s, "version") ?: "", "attach",
		    snapshot_health(e->s, "attach") ?: "", "arch", snapshot_arch_name(e->s), NULL);
	prom_value(e->p, "1", NULL);
	export_since(e, "since.unix_ns", "kvmtrap_since_timestamp_seconds",
		     "When counting began, or began anew, in Unix time.");
	export_since(e, "times.since.unix_ns", "kvmtrap_times_since_timestamp_seconds",
		     "The same of times.");
	export_missed(e);
	export_item(e, "returns.missed", "kvmtrap_missed_returns_total",
		    "Returns of KVM_RUN that were not seen.");
	export_item(e, "exits.unattributed", "kvmtrap_unattributed_exits_total",
		    "Exits of vCPUs for which there was no record.");
}

void prometheus_write(FILE *to, const struct snapshot *s, const struct export_options *options)
{
	struct prom p;
	struct export export = { &p, s, options }, *e = &export;
	unsigned int i;
	bool up = s->tables.n;

	for (i = 0; i < NR_CLASSES; i++)
		snprintf(export.class[i], sizeof(export.class[i]), "class=\"%s\"", class_names[i]);
	prom_begin(&p, to, options->format);
	prom_metric(&p, "kvmtrap_up", "gauge", "Can the counters be read?");
	prom_series(&p, "kvmtrap_up", NULL);
	prom_value(&p, up ? "1" : "0", NULL);
	if (up) {
		export_health(e);
		export_host(e);
		export_vms(e);
		export_times(e);
		histograms_write(&p, s, options->with_ended);
	}
	prom_end(&p);
}
