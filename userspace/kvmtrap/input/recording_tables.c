// SPDX-License-Identifier: GPL-2.0-only
/*
 * recording_tables.c - a recording as the tables of the module.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "input/reasons.h"
#include "input/recording.h"
#include "uapi/latency.h"
#include "util/die.h"
#include "util/word.h"

/* The exits of one vCPU for one reason. */
struct group {
	uint64_t vm, exits, timed, ns, nested;
	uint32_t vcpu;
	uint16_t reason;
	uint64_t latency[LATENCY_BUCKETS], longest;
};

static int compare(const void *left, const void *right)
{
	const struct traced_exit *a = left, *b = right;

	if (a->vm != b->vm)
		return a->vm < b->vm ? -1 : 1;
	if (a->vcpu != b->vcpu)
		return a->vcpu < b->vcpu ? -1 : 1;
	return (int)a->reason - (int)b->reason;
}

static struct group *groups_of(const struct recording *r, size_t *n)
{
	struct traced_exit *sorted = malloc((r->exits + 1) * sizeof(*sorted));
	struct group *group = NULL;
	size_t i;

	if (!sorted)
		die("out of memory");
	memcpy(sorted, r->exit, r->exits * sizeof(*sorted));
	qsort(sorted, r->exits, sizeof(*sorted), compare);
	*n = 0;
	for (i = 0; i < r->exits; i++) {
		struct group *g;

		if (!i || compare(&sorted[i - 1], &sorted[i])) {
			group = grow_array(group, *n, sizeof(*group));
			memset(&group[*n], 0, sizeof(*group));
			group[*n].vm = sorted[i].vm;
			group[*n].vcpu = sorted[i].vcpu;
			group[(*n)++].reason = sorted[i].reason;
		}
		g = &group[*n - 1];
		g->exits++;
		g->nested += sorted[i].nested;
		if (!sorted[i].ns)
			continue;
		g->timed++;
		g->ns += sorted[i].ns;
		g->latency[latency_row(sorted[i].ns)]++;
		if (sorted[i].ns > g->longest)
			g->longest = sorted[i].ns;
	}
	free(sorted);
	return group;
}

/* Return how many exits groups @from to @to - 1 have of a class; NULL: of all classes. */
static uint64_t count(enum architecture arch, const struct group *g, size_t from, size_t to,
		      const char *class)
{
	uint64_t n = 0;
	size_t i;

	for (i = from; i < to; i++) {
		if (!class || !strcmp(reason_names(arch, g[i].reason).class, class))
			n += g[i].exits;
	}
	return n;
}

/* Return how many exits of class io groups @from to @to - 1 have that the VMM, or KVM, answered. */
static uint64_t count_io(enum architecture arch, const struct group *g, size_t from, size_t to,
			 bool user)
{
	uint64_t n = 0;

	for (; from < to; from++) {
		struct reason_names names = reason_names(arch, g[from].reason);

		if (!strcmp(names.class, "io") && reason_is_user(names.name) == user)
			n += g[from].exits;
	}
	return n;
}

static void add_number(struct tables *t, struct table *table, uint64_t n)
{
	tables_add_cell(t, table, "%" PRIu64, n);
}

static void add_summary(struct tables *t, enum architecture arch, const struct group *g, size_t n)
{
	struct table *summary = tables_new(t, "summary", "class exits");
	size_t c;

	for (c = 0; c < NR_CLASSES; c++) {
		tables_add_cell(t, summary, "%s", class_names[c]);
		add_number(t, summary, count(arch, g, 0, n, class_names[c]));
	}
	tables_add_cell(t, summary, "total");
	add_number(t, summary, count(arch, g, 0, n, NULL));
	tables_add_cell(t, summary, "io_kernel");
	add_number(t, summary, count_io(arch, g, 0, n, false));
	tables_add_cell(t, summary, "io_user");
	add_number(t, summary, count_io(arch, g, 0, n, true));
}

static uint64_t count_nested(const struct group *g, size_t from, size_t to)
{
	uint64_t n = 0;

	while (from < to)
		n += g[from++].nested;
	return n;
}

/* Make the table vms, or vcpus, without rows. */
static struct table *vms_table(struct tables *t, enum architecture arch, bool by_vcpu)
{
	char *columns = xasprintf("%s state comm exits cpu mem io irq serror other "
				  "io_kernel io_user%s", by_vcpu ? "vm vcpu" : "vm vcpus",
				  arch == ARCH_X86 ? " nested" : "");
	struct table *vms = tables_new(t, by_vcpu ? "vcpus" : "vms", columns);

	free(columns);
	return vms;
}

/* Return how many vCPUs groups @from to @to - 1 are of. */
static uint64_t count_vcpus(const struct group *g, size_t from, size_t to)
{
	uint64_t n = 1;

	while (++from < to)
		n += g[from].vcpu != g[from - 1].vcpu;
	return n;
}

/* Add the table vms, or vcpus, which is by vCPU as well. */
static void add_vms(struct tables *t, const struct recording *r, const struct group *g, size_t n,
		    bool by_vcpu)
{
	struct table *vms = vms_table(t, r->arch, by_vcpu);
	size_t from = 0, to, c;

	for (; from < n; from = to) {
		char *comm = escape_word(recording_comm(r, g[from].vm) ?: "-");

		to = from + 1;
		while (to < n && g[to].vm == g[from].vm && (!by_vcpu || g[to].vcpu == g[from].vcpu))
			to++;
		add_number(t, vms, g[from].vm);
		add_number(t, vms, by_vcpu ? g[from].vcpu : count_vcpus(g, from, to));
		tables_add_cell(t, vms, "live");
		tables_add_cell(t, vms, "%s", comm);
		add_number(t, vms, count(r->arch, g, from, to, NULL));
		for (c = 0; c < NR_CLASSES; c++)
			add_number(t, vms, count(r->arch, g, from, to, class_names[c]));
		add_number(t, vms, count_io(r->arch, g, from, to, false));
		add_number(t, vms, count_io(r->arch, g, from, to, true));
		if (r->arch == ARCH_X86)
			add_number(t, vms, count_nested(g, from, to));
		free(comm);
	}
}

/*
 * Add the table reasons, or handling, which has the time that the exits took as well, and only those
 * of which it is known.
 */
static void add_reasons(struct tables *t, enum architecture arch, const struct group *g, size_t n,
			bool times)
{
	struct table *reasons = times ?
		tables_new(t, "handling", "vm vcpu class code reason exits kernel_ns") :
		tables_new(t, "reasons", "vm vcpu class code reason exits");
	size_t i;

	for (i = 0; i < n; i++) {
		struct reason_names names = reason_names(arch, g[i].reason);

		add_number(t, reasons, g[i].vm);
		add_number(t, reasons, g[i].vcpu);
		tables_add_cell(t, reasons, "%s", names.class);
		tables_add_cell(t, reasons, "%s", names.code);
		tables_add_cell(t, reasons, "%s", names.name);
		if (!times) {
			add_number(t, reasons, g[i].exits);
		} else if (g[i].timed) {
			add_number(t, reasons, g[i].timed);
			add_number(t, reasons, g[i].ns);
		} else {
			tables_add_cell(t, reasons, "-");
			tables_add_cell(t, reasons, "-");
		}
	}
}

static void add_bucket(struct tables *t, struct table *latency, struct reason_names names,
		       const struct group *g, unsigned int b)
{
	add_number(t, latency, g->vm);
	add_number(t, latency, g->vcpu);
	tables_add_cell(t, latency, "%s", names.class);
	add_number(t, latency, LATENCY_FROM(b));
	if (b + 1 < LATENCY_BUCKETS)
		add_number(t, latency, LATENCY_FROM(b + 1));
	else
		tables_add_cell(t, latency, "-");
	add_number(t, latency, g->latency[b]);
	tables_add_cell(t, latency, "%s", names.name);
	add_number(t, latency, g->longest);
}

static void add_latency(struct tables *t, enum architecture arch, const struct group *g, size_t n)
{
	struct table *latency =
		tables_new(t, "latency", "vm vcpu class from_ns below_ns exits reason max_ns");
	unsigned int b;
	size_t i;

	for (i = 0; i < n; i++) {
		for (b = 0; b < LATENCY_BUCKETS; b++) {
			if (g[i].latency[b])
				add_bucket(t, latency, reason_names(arch, g[i].reason), &g[i], b);
		}
	}
}

void recording_add_tables(struct tables *t, const struct recording *r)
{
	size_t n;
	struct group *g = groups_of(r, &n);

	add_summary(t, r->arch, g, n);
	add_vms(t, r, g, n, false);
	add_vms(t, r, g, n, true);
	add_reasons(t, r->arch, g, n, false);
	add_reasons(t, r->arch, g, n, true);
	add_latency(t, r->arch, g, n);
	free(g);
}
