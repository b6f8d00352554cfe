/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * prometheus.h - a state in the Prometheus text format
 * (prometheus.io/docs/instrumenting/exposition_formats).
 *
 * Series: at most 7 a vCPU (11 with times), and a VM one for each reason that
 * occurred and 17 for each of four classes with times.
 */
#ifndef KVMTRAP_PROMETHEUS_H
#define KVMTRAP_PROMETHEUS_H

#include <stdio.h>

#include "input/snapshot.h"

/*
 * @s: if nothing is loaded: kvmtrap_up 0
 * @ended_too: VMs that have ended as well, of which the module keeps 64
 */
void prometheus_write(FILE *to, const struct snapshot *s, bool ended_too);

#endif
