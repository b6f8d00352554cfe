/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vms.h - the metrics of VMs, and of their vCPUs.
 */
#ifndef KVMTRAP_PROMETHEUS_VMS_H
#define KVMTRAP_PROMETHEUS_VMS_H

#include "input/reasons.h"
#include "prometheus/prometheus.h"

struct export {
	struct prom *p;
	const struct snapshot *s;
	const struct export_options *o;
	char class[NR_CLASSES][24];	/* the label of each class */
};

/* Write the metrics of VMs that come from counts, and those that come from times. */
void export_vms(const struct export *e);
void export_times(const struct export *e);

#endif
