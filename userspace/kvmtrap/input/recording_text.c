// SPDX-License-Identifier: GPL-2.0-only
/*
 * recording_text.c - a recording as the module's files.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/recording.h"
#include "uapi/histogram.h"
#include "util/die.h"
#include "util/word.h"

/* What one vCPU did for one reason. */
struct group {
	uint64_t vm, exits, ns;
	uint32_t vcpu;
	uint8_t reason;
	uint64_t spread[SPREAD_BUCKETS];
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
		g->ns += sorted[i].ns;
		g->spread[spread_row(sorted[i].ns)]++;
	}
	free(sorted);
	return group;
}

/* By class, of groups @from to @to. */
static void put_counts(FILE *f, const struct group *g, size_t from, size_t to)
{
	uint64_t sum[NR_CLASSES] = { 0 }, all = 0;
	size_t i, c;

	for (i = from; i < to; i++) {
		for (c = 0; c < NR_CLASSES; c++) {
			if (!strcmp(reason_names(g[i].reason).class, class_names[c]))
				sum[c] += g[i].exits;
		}
		all += g[i].exits;
	}
	fprintf(f, " %" PRIu64, all);
	for (c = 0; c < NR_CLASSES; c++)
		fprintf(f, " %" PRIu64, sum[c]);
	fputc('\n', f);
}

static const char *comm_of(const struct recording *r, uint64_t vm)
{
	size_t i;

	for (i = 0; i < r->vmms; i++) {
		if (r->vmm[i].vm == vm)
			return r->vmm[i].comm;
	}
	return "-";
}

#define COUNTS "exits cpu mem io irq serror other\n"

static void put_vms(FILE *f, const struct recording *r, const struct group *g, size_t n, bool vcpus)
{
	size_t from = 0, to;

	fprintf(f, vcpus ? "kvmtrap vcpus 1\nvm vcpu state comm " COUNTS :
			   "kvmtrap vms 1\nvm state comm " COUNTS);
	for (; from < n; from = to) {
		char *comm = escape_word(comm_of(r, g[from].vm));

		to = from + 1;
		while (to < n && g[to].vm == g[from].vm && (!vcpus || g[to].vcpu == g[from].vcpu))
			to++;
		fprintf(f, "%" PRIu64, g[from].vm);
		if (vcpus)
			fprintf(f, " %u", g[from].vcpu);
		fprintf(f, " live %s", comm);
		put_counts(f, g, from, to);
		free(comm);
	}
}

static void put_summary(FILE *f, const struct group *g, size_t n)
{
	uint64_t all = 0, sum;
	size_t i, c;

	fprintf(f, "kvmtrap summary 1\nwhat exits\n");
	for (c = 0; c < NR_CLASSES; c++) {
		for (sum = i = 0; i < n; i++) {
			if (!strcmp(reason_names(g[i].reason).class, class_names[c]))
				sum += g[i].exits;
		}
		fprintf(f, "%s %" PRIu64 "\n", class_names[c], sum);
		all += sum;
	}
	fprintf(f, "total %" PRIu64 "\n", all);
}

static void put_reasons(FILE *f, const struct group *g, size_t n, bool times)
{
	size_t i;

	fprintf(f, times ? "kvmtrap handling 1\nvm vcpu class code reason exits kernel_ns\n" :
			   "kvmtrap reasons 1\nvm vcpu class code reason exits\n");
	for (i = 0; i < n; i++) {
		struct reason_names names = reason_names(g[i].reason);

		fprintf(f, "%" PRIu64 " %u %s %s %s %" PRIu64, g[i].vm, g[i].vcpu, names.class,
			names.code, names.name, g[i].exits);
		if (times)
			fprintf(f, " %" PRIu64, g[i].ns);
		fputc('\n', f);
	}
}

static void put_spread(FILE *f, const struct group *g, size_t n)
{
	size_t i;
	unsigned int b;

	fprintf(f, "kvmtrap spread 1\nvm vcpu class from_ns below_ns exits\n");
	for (i = 0; i < n; i++) {
		for (b = 0; b < SPREAD_BUCKETS; b++) {
			if (!g[i].spread[b])
				continue;
			fprintf(f, "%" PRIu64 " %u %s %llu ", g[i].vm, g[i].vcpu,
				reason_names(g[i].reason).class,
				b ? 1ull << (SPREAD_FIRST_LOG2 + b - 1) : 0);
			if (b + 1 < SPREAD_BUCKETS)
				fprintf(f, "%llu", 1ull << (SPREAD_FIRST_LOG2 + b));
			else
				fputc('-', f);
			fprintf(f, " %" PRIu64 "\n", g[i].spread[b]);
		}
	}
}

char *recording_text(const struct recording *r)
{
	char *text = NULL;
	size_t size, n;
	struct group *g = groups_of(r, &n);
	FILE *f = open_memstream(&text, &size);

	if (!f)
		die("out of memory");
	put_summary(f, g, n);
	put_vms(f, r, g, n, false);
	put_vms(f, r, g, n, true);
	put_reasons(f, g, n, false);
	put_reasons(f, g, n, true);
	put_spread(f, g, n);
	if (fclose(f))
		die("out of memory");
	free(g);
	return text;
}
