/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * text.h - the Prometheus text format, or OpenMetrics, line by line.
 *
 * A scrape of a large host has tens of thousands of samples. Those that differ in
 * their last label only share what is written before it.
 */
#ifndef KVMTRAP_TEXT_H
#define KVMTRAP_TEXT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct piece {
	char *text;
	size_t n, room;
};

enum prom_format {
	PROM_TEXT,		/* what node_exporter's textfile collector reads */
	PROM_OPENMETRICS,	/* OpenMetrics 1.0 */
};

struct prom {
	FILE *f;
	enum prom_format format;
	bool screen;	/* it is a terminal */
	bool labelled;	/* the series has labels */
	struct piece series;	/* its name and labels */
	struct piece lines;	/* not written yet */
};

void prom_begin(struct prom *p, FILE *f, enum prom_format format);

/* Write all that was not written yet. */
void prom_end(struct prom *p);

/**
 * prom_metric() - Begin a metric: its samples follow.
 * @p: where to
 * @name: of its samples; of a counter it ends in _total, of an info in _info
 * @type: counter, gauge, histogram or info
 * @help: without quotes and backslashes, which OpenMetrics has escaped and the other has not
 */
void prom_metric(struct prom *p, const char *name, const char *type, const char *help);

/*
 * Begin a series. After @name come labels and their values in turn, up to a label
 * that is NULL.
 */
void prom_series(struct prom *p, const char *name, ...) __attribute__((sentinel));

/**
 * prom_value() - Write a sample of the series that was begun last.
 * @p: where to
 * @value: the sample is left out if this is no number ("-", or anything in a damaged
 *	   snapshot)
 * @label: NULL; or one more label of this sample only, as it is written: a="b"
 */
void prom_value(struct prom *p, const char *value, const char *label);

/* The same for a number. */
void prom_count(struct prom *p, uint64_t n, const char *label);

/* The same for a time, in seconds. */
void prom_ns(struct prom *p, uint64_t ns, const char *label);

#endif
