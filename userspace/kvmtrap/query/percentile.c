// SPDX-License-Identifier: GPL-2.0-only
/*
 * percentile.c - see percentile.h.
 */
#include <stdlib.h>
#include <string.h>

#include "query/percentile.h"
#include "util/die.h"
#include "util/number.h"

#define ALWAYS(file)	{ file, file, file }
#define EXITS		{ { "exits", "Exits", CELL_COUNT } }

/* Keys that make a histogram of each group: those of the group, and the limits of a bucket. */
static const struct view histograms[] = {
	[BY_NOTHING] = { "percentiles", ALWAYS("latency"), { "from_ns", "below_ns" }, EXITS },
	[BY_CLASS] = { "percentiles", ALWAYS("latency"),
		       { "class", "from_ns", "below_ns" }, EXITS },
	[BY_REASON] = { "percentiles", ALWAYS("latency"),
			{ "class", "reason", "from_ns", "below_ns" }, EXITS },
};

#define LIMITS	2

/* The buckets of a group: so many rows of a result, the shortest times first. */
struct histogram {
	const struct result_row *bucket;
	size_t n;
	unsigned int from;	/* the index of the key that says where a bucket begins */
	uint64_t longest;	/* ns, since the beginning; 0: not known */
	uint64_t exits;
	bool change;		/* the longest may have been before it */
};

static uint64_t from_ns(const struct histogram *h, size_t i)
{
	uint64_t ns = 0;

	parse_number(h->bucket[i].key[h->from], &ns);
	return ns;
}

/* Return where a bucket ends, or where times in it are known to end; 0: that is not known. */
static uint64_t end_ns(const struct histogram *h, size_t i)
{
	uint64_t below;

	if (!parse_number(h->bucket[i].key[h->from + 1], &below))
		below = 0;
	/* The longest of an exit that is being counted may lie beyond the last bucket. */
	if (h->longest && h->longest >= from_ns(h, i) && (!below || h->longest < below))
		return h->longest + 1;
	return below;
}

/*
 * Return the number whose error is the same at either end of a bucket, and make @error at
 * least that. Of the first bucket it is the middle. 0: nobody knows where the bucket ends.
 */
static uint64_t middle(const struct histogram *h, size_t i, double *error)
{
	double from = from_ns(h, i), end = end_ns(h, i), percent;

	if (!end)
		return 0;
	if (!from)
		return end / 2;
	percent = 100 * (end - from) / (end + from);
	if (percent > *error)
		*error = percent;
	return 2 * from * end / (from + end);
}

/* Return the percentile: in the bucket in which the sum reaches it, or the longest time. */
static uint64_t percentile(const struct histogram *h, unsigned int percent, double *error)
{
	uint64_t rank = (h->exits * percent + 99) / 100, sum = 0;
	size_t i;

	if (rank == h->exits && h->longest && !h->change)
		return h->longest;
	for (i = 0; i + 1 < h->n; i++) {
		sum += h->bucket[i].value[0];
		if (sum >= rank)
			break;
	}
	return middle(h, i, error);
}

static struct percentiles percentiles_of(const struct histogram *h)
{
	struct percentiles p = { .exits = h->exits };
	uint64_t end = end_ns(h, h->n - 1);

	p.p50 = percentile(h, 50, &p.error);
	p.p90 = percentile(h, 90, &p.error);
	p.p99 = percentile(h, 99, &p.error);
	p.max = end ? end - 1 : 0;
	return p;
}

static bool same_group(const struct result *r, const struct result_row *a,
		       const struct result_row *b)
{
	unsigned int i;

	for (i = 0; i + LIMITS < r->keys; i++) {
		if (strcmp(a->key[i], b->key[i]))
			return false;
	}
	return true;
}

/* Make the groups of @r: each has its exits, and says which rows of @r are its buckets. */
static void find_groups(struct percentile_list *l, const struct result *r)
{
	size_t i, end, last;

	l->r.keys = r->keys - LIMITS;
	memcpy(l->r.key_name, r->key_name, sizeof(r->key_name));
	for (i = 0; i < r->rows; i = end) {
		struct result_row group = r->row[i];

		group.value[0] = 0;
		last = i;
		for (end = i; end < r->rows && same_group(r, &r->row[i], &r->row[end]); end++) {
			group.value[0] += r->row[end].value[0];
			if (r->row[end].value[0])
				last = end;
		}
		/* Of a change, buckets behind the last that changed are left out. */
		group.place = i;
		group.value[1] = last + 1 - i;
		if (!group.value[0])
			continue;
		l->r.row = grow_array(l->r.row, l->r.rows, sizeof(*l->r.row));
		l->r.row[l->r.rows++] = group;
	}
	l->p = calloc(l->r.rows + 1, sizeof(*l->p));
	if (!l->p)
		die("out of memory");
}

/* Find the longest time of each group. */
static void find_longest(struct percentile_list *l, const struct vm_filter *only,
			 const struct table *t)
{
	int max = table_column(t, "max_ns"), vm = table_column(t, "vm");
	int vcpu = table_column(t, "vcpu");
	uint64_t ns, *most;
	unsigned int i;
	size_t row;

	for (row = 0; max >= 0 && row < t->rows; row++) {
		struct result_row key = { 0 };
		const struct result_row *group;

		if ((only->vms && !(vm >= 0 && vm_set_has(only->vms, table_cell(t, row, vm)))) ||
		    (only->vcpu && strcmp(table_cell(t, row, vcpu), only->vcpu)))
			continue;
		for (i = 0; i < l->r.keys; i++)
			key.key[i] = table_cell(t, row, table_column(t, l->r.key_name[i]));
		group = result_find(&l->r, &key);
		if (!group || !parse_number(table_cell(t, row, max), &ns))
			continue;
		most = &l->p[group - l->r.row].max;
		if (ns > *most)
			*most = ns;
	}
}

void percentiles_run(struct percentile_list *l, const struct query *q, enum percentile_by by,
		     const struct snapshot *a, const struct snapshot *b)
{
	struct query of_histograms = *q;
	const struct table *t = snapshot_table(b, "latency");
	struct result r;
	size_t i;

	memset(l, 0, sizeof(*l));
	l->r.view = of_histograms.view = &histograms[by];
	of_histograms.events = NULL;
	if (!t || (by == BY_REASON && table_column(t, "reason") < 0))
		return;
	query_change(&r, &of_histograms, a, b);
	find_groups(l, &r);
	find_longest(l, &q->only, t);
	for (i = 0; i < l->r.rows; i++) {
		struct result_row *group = &l->r.row[i];
		struct histogram h = {
			.bucket = &r.row[group->place], .n = group->value[1],
			.from = l->r.keys, .longest = l->p[i].max, .exits = group->value[0],
			.change = a,
		};

		l->p[i] = percentiles_of(&h);
	}
	result_free(&r);
}

void percentiles_free(struct percentile_list *l)
{
	result_free(&l->r);
	free(l->p);
	l->p = NULL;
}

const struct percentiles *percentiles_find(const struct percentile_list *l,
					   const struct result_row *key)
{
	const struct result_row *row = result_find(&l->r, key);

	return row ? &l->p[row - l->r.row] : NULL;
}
