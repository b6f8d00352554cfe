/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * prometheus.h - a snapshot in the text format of Prometheus
 * (prometheus.io/docs/instrumenting/exposition_formats), or as OpenMetrics.
 *
 * A VM has as many series as man/kvmtrap-export.1.scd says, however many vCPUs it has,
 * unless they are told apart.
 */
#ifndef KVMTRAP_PROMETHEUS_H
#define KVMTRAP_PROMETHEUS_H

#include <stdio.h>

#include "input/snapshot.h"
#include "prometheus/text.h"
#include "query/view.h"

struct export_options {
	enum view_per per;	/* PER_VM, or PER_VCPU: series of each vCPU instead */
	enum prom_format format;
	bool with_ended;	/* VMs that have ended as well; the module keeps 64 of them */
};

/**
 * prometheus_write() - Write all metrics.
 * @to: where to
 * @s: the snapshot; if nothing was loaded, kvmtrap_up is 0 and the only metric
 * @options: what is written, and how
 */
void prometheus_write(FILE *to, const struct snapshot *s, const struct export_options *options);

#endif
