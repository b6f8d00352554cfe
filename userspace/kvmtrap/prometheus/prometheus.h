/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * prometheus.h - a snapshot in the text format of Prometheus
 * (prometheus.io/docs/instrumenting/exposition_formats).
 *
 * A vCPU has at most 7 series, and 11 with times. A VM has one series for each reason
 * that occurred and, with times, 17 for each of four classes.
 */
#ifndef KVMTRAP_PROMETHEUS_H
#define KVMTRAP_PROMETHEUS_H

#include <stdio.h>

#include "input/snapshot.h"

/**
 * prometheus_write() - Write all metrics.
 * @to: where to
 * @s: the snapshot; if nothing was loaded, kvmtrap_up is 0 and the only metric
 * @ended_too: write VMs that have ended as well; the module keeps 64 of them
 */
void prometheus_write(FILE *to, const struct snapshot *s, bool ended_too);

#endif
