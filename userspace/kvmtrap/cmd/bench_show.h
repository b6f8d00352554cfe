/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * bench_show.h - what kvmtrap bench prints.
 */
#ifndef KVMTRAP_BENCH_SHOW_H
#define KVMTRAP_BENCH_SHOW_H

#include <stdbool.h>

#include "bench/load.h"
#include "bench/rounds.h"

/**
 * bench_show() - Print the results.
 * @b: the measurements: they are sorted
 * @rates: of the VMs that run
 * @json: as JSON
 *
 * Return: false if nothing was measured often enough to be shown.
 */
bool bench_show(struct bench *b, const struct vm_rates *rates, bool json);

#endif
