// SPDX-License-Identifier: GPL-2.0-only
/*
 * histogram.c - see histogram.h.
 */
#include <stdio.h>
#include <string.h>

#include "prometheus/histogram.h"
#include "query/query.h"
#include "uapi/latency.h"
#include "util/number.h"

#define NAME "kvmtrap_handling_seconds"

/*
 * Every second limit of the file latency, which are the powers of two: most series of a fleet
 * are buckets. There is one more bucket, which has no end.
 */
#define EXPORTED_BUCKETS	(LATENCY_BUCKETS / 2 + 1)

/* Below which time, in ns, the exits of each bucket are, and its label. */
static struct bucket {
	uint64_t below;
	char label[32];
} buckets[EXPORTED_BUCKETS];

static void make_buckets(void)
{
	unsigned int i;

	for (i = 0; i < EXPORTED_BUCKETS; i++) {
		struct bucket *b = &buckets[i];
		bool last = i == EXPORTED_BUCKETS - 1;

		b->below = last ? UINT64_MAX : LATENCY_FROM(2 * i + 1);
		if (last)
			strcpy(b->label, "le=\"+Inf\"");
		else
			snprintf(b->label, sizeof(b->label), "le=\"%.10g\"", b->below / 1e9);
	}
}

/* Count the exits of the rows from @row to @end - 1 by the first bucket that has them. */
static void fill(uint64_t exits[EXPORTED_BUCKETS], const struct result_row *row,
		 const struct result_row *end)
{
	memset(exits, 0, EXPORTED_BUCKETS * sizeof(*exits));
	for (; row < end; row++) {
		unsigned int i = 0;
		uint64_t below;

		if (!parse_number(row->key[3], &below))
			below = UINT64_MAX;
		while (buckets[i].below < below)
			i++;
		exits[i] += row->value[0];
	}
}

/* Empty buckets are exported as well: Prometheus adds them up over VMs. */
static void write_histogram(struct prom *p, const struct result_row *row,
			    const struct result_row *end, uint64_t ns)
{
	const char *vm = row->key[0], *class = row->key[1];
	uint64_t exits[EXPORTED_BUCKETS], n = 0;
	unsigned int i;

	fill(exits, row, end);
	prom_series(p, NAME "_bucket", "vm", vm, "class", class, NULL);
	for (i = 0; i < EXPORTED_BUCKETS; i++) {
		n += exits[i];
		prom_count(p, n, buckets[i].label);
	}
	prom_series(p, NAME "_count", "vm", vm, "class", class, NULL);
	prom_count(p, n, NULL);
	prom_series(p, NAME "_sum", "vm", vm, "class", class, NULL);
	prom_ns(p, ns, NULL);
}

/* Return the order of two rows by VM and class, which are their first keys. */
static int order(const struct result_row *a, const struct result_row *b)
{
	return strverscmp(a->key[0], b->key[0]) ?: strverscmp(a->key[1], b->key[1]);
}

/*
 * Return how long exits of @row's VM and class took in all, from the table handling. It
 * is in the same order: @at goes on from histogram to histogram.
 */
static uint64_t handled(const struct result *times, size_t *at, const struct result_row *row)
{
	uint64_t ns = 0;

	while (*at < times->rows && order(&times->row[*at], row) < 0)
		++*at;
	for (; *at < times->rows && !order(&times->row[*at], row); ++*at)
		ns += times->row[*at].value[0];
	return ns;
}

void histograms_write(struct prom *p, const struct snapshot *s, bool ended_too)
{
	struct query of_latency = { .view = view_find("latency"), .per = PER_VM };
	struct query of_handling = { .view = view_find("handling"), .per = PER_VM };
	struct result r, times;
	size_t i, end, at = 0;

	make_buckets();
	query_run(&r, &of_latency, s);
	query_run(&times, &of_handling, s);
	if (r.rows)
		prom_metric(p, NAME, "histogram",
			    "How long the kernel took to handle exits, by VM and class.");
	for (i = 0; i < r.rows; i = end) {
		const struct result_row *row = &r.row[i];

		for (end = i + 1; end < r.rows && !order(row, &r.row[end]); )
			end++;
		if (ended_too || !snapshot_vm_ended(s, row->key[0]))
			write_histogram(p, row, row + (end - i), handled(&times, &at, row));
	}
	result_free(&r);
	result_free(&times);
}
