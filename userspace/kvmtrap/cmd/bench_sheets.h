/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * bench_sheets.h - the results of kvmtrap bench as sheets, to be freed with sheet_free().
 */
#ifndef KVMTRAP_BENCH_SHEETS_H
#define KVMTRAP_BENCH_SHEETS_H

#include <stdbool.h>

#include "bench/load.h"
#include "bench/rounds.h"
#include "output/sheet.h"

/* What an exit takes, and what each setting adds. The measurements are sorted. */
void bench_exits_sheet(struct sheet *s, struct bench *b);

/* What each setting adds to the VMs that run. */
void bench_vms_sheet(struct sheet *s, struct bench *b, const struct vm_rates *rates);

/* What was not measured, and why. */
void bench_left_out_sheet(struct sheet *s, const struct left_out *out);

/* Return: true if it is known of a setting what it adds. */
bool bench_anything_added(struct bench *b);

/* Return: what a verdict is called. */
const char *bench_verdict(enum verdict v);

#endif
