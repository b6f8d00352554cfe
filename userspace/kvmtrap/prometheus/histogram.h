/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * histogram.h - how long exits took to handle, as histograms of Prometheus.
 */
#ifndef KVMTRAP_HISTOGRAM_H
#define KVMTRAP_HISTOGRAM_H

#include "input/snapshot.h"
#include "prometheus/text.h"

/**
 * histograms_write() - Write a histogram for each VM and class.
 * @p: where to
 * @s: the snapshot; nothing is written if times were not measured
 * @ended_too: write VMs that have ended as well
 */
void histograms_write(struct prom *p, const struct snapshot *s, bool ended_too);

#endif
