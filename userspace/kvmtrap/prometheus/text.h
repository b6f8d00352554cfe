/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * text.h - the Prometheus text format, line by line.
 */
#ifndef KVMTRAP_TEXT_H
#define KVMTRAP_TEXT_H

#include <stdint.h>
#include <stdio.h>

/* Begin a metric: its samples follow. */
void prom_metric(FILE *f, const char *name, const char *type, const char *help);

/**
 * prom_sample() - Write one sample.
 * @f: where to
 * @name: of the metric
 * @value: the sample is left out if this is no number ("-", or anything in a damaged
 *	   snapshot)
 *
 * After @value come labels and their values in turn, then NULL.
 */
void prom_sample(FILE *f, const char *name, const char *value, ...) __attribute__((sentinel));

/* Return: the number as text, which the next call of the function overwrites. */
const char *prom_number(uint64_t n);

/* The same for a time, in seconds. */
const char *prom_seconds(uint64_t ns);

#endif
