// SPDX-License-Identifier: GPL-2.0-only
/*
 * series.c - see series.h.
 */
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "input/reasons.h"
#include "query/series.h"
#include "uapi/latency.h"
#include "util/die.h"
#include "util/number.h"

const char *const series_names[] = { "class", "reason", "vm", "latency" };

static size_t add_row(struct series *s, const char *name)
{
	s->row = grow_array(s->row, s->rows, sizeof(*s->row));
	s->row[s->rows].name = name ? xasprintf("%s", name) : NULL;
	s->row[s->rows].exits = 0;
	return s->rows++;
}

void series_init(struct series *s, enum series_by by, const struct event_choice *events)
{
	size_t i;

	memset(s, 0, sizeof(*s));
	s->by = by;
	s->events = events;
	for (i = 0; by == SERIES_CLASS && i < NR_CLASSES; i++)
		add_row(s, class_names[i]);
	for (i = 0; by == SERIES_LATENCY && i < LATENCY_BUCKETS; i++)
		add_row(s, NULL);
}

void series_free(struct series *s)
{
	size_t i;

	tdestroy(s->tree, free);
	for (i = 0; i < s->rows; i++)
		free(s->row[i].name);
	for (i = 0; i < s->n; i++)
		free(s->slice[i].exits);
	free(s->row);
	free(s->slice);
	memset(s, 0, sizeof(*s));
}

void series_add_slice(struct series *s, double seconds)
{
	double begin = s->n ? s->slice[s->n - 1].at : 0;

	s->slice = grow_array(s->slice, s->n, sizeof(*s->slice));
	s->slice[s->n++] = (struct slice){ .at = begin + seconds, .seconds = seconds };
}

/* What the tree has. */
struct named {
	const char *name;
	size_t row;
};

static int compare(const void *left, const void *right)
{
	const struct named *a = left, *b = right;

	return strcmp(a->name, b->name);
}

static size_t row_named(struct series *s, const char *name)
{
	const struct named wanted = { name };
	struct named *const *found = tfind(&wanted, &s->tree, compare), *new;

	if (found)
		return (*found)->row;
	new = malloc(sizeof(*new));
	if (!new)
		die("out of memory");
	new->row = add_row(s, name);
	new->name = s->row[new->row].name;
	if (!tsearch(new, &s->tree, compare))
		die("out of memory");
	return new->row;
}

static size_t row_of_vm(struct series *s, const struct series_key *key)
{
	const char *of = key->vm_name ?: "";
	char *name = *of ? xasprintf("VM %s (%s)", key->vm, of) : xasprintf("VM %s", key->vm);
	size_t row = row_named(s, name);

	free(name);
	return row;
}

/* Return the index of a class, or -1: a table has rows of totals and of parts as well. */
static long index_of_class(const char *class)
{
	long i;

	for (i = 0; i < NR_CLASSES; i++) {
		if (!strcmp(class, class_names[i]))
			return i;
	}
	return -1;
}

long series_row(struct series *s, const struct series_key *key)
{
	long class = key->class ? index_of_class(key->class) : 0;

	if (class < 0 || (s->events && !event_matches(s->events, key->class, key->reason)))
		return -1;
	switch (s->by) {
	case SERIES_CLASS:
		return class;
	case SERIES_REASON:
		return row_named(s, key->reason);
	case SERIES_VM:
		return row_of_vm(s, key);
	default:
		return latency_row(key->ns);
	}
}

void series_count(struct series *s, size_t slice, size_t row, double exits)
{
	struct slice *in = &s->slice[slice];

	while (in->rows <= row) {
		in->exits = grow_array(in->exits, in->rows, sizeof(*in->exits));
		in->exits[in->rows++] = 0;
	}
	in->exits[row] += exits;
	s->row[row].exits += exits;
}

void series_shorten(struct series *s, size_t most)
{
	size_t together = (s->n + most - 1) / most, i, row;

	for (i = 0; together > 1 && i < s->n; i++) {
		struct slice from = s->slice[i], *to = &s->slice[i / together];

		if (i % together) {
			to->at = from.at;
			to->seconds += from.seconds;
			for (row = 0; row < from.rows; row++) {
				s->row[row].exits -= from.exits[row];
				series_count(s, i / together, row, from.exits[row]);
			}
			free(from.exits);
		} else {
			*to = from;
		}
	}
	if (together > 1)
		s->n = (s->n + together - 1) / together;
}

/* What to ask snapshots for. Only the view reason tells what events are. */
static struct query query_of(const struct series *s, const struct vm_filter *only)
{
	bool by_reason = s->events && s->by != SERIES_LATENCY;

	return (struct query) {
		.view = view_find(by_reason ? "reason" : series_names[s->by]),
		.per = s->by == SERIES_VM ? PER_VM : PER_HOST, .only = *only,
	};
}

/* Return the key of this name, or NULL. */
static const char *key_of(const struct result *r, const struct result_row *row, const char *name)
{
	int i = result_key_index(r, name);

	return i < 0 ? NULL : row->key[i];
}

void series_add(struct series *s, const struct vm_filter *only, const struct snapshot *a,
		const struct snapshot *b)
{
	struct query q = query_of(s, only);
	struct result r;
	size_t i;

	if (!s->n)
		s->begin = a->when;
	series_add_slice(s, snapshot_seconds(a, b));
	query_change(&r, &q, a, b);
	for (i = 0; i < r.rows; i++) {
		const struct result_row *of = &r.row[i];
		const char *from = key_of(&r, of, "from_ns");
		struct series_key key = {
			.class = key_of(&r, of, "class"), .reason = key_of(&r, of, "reason"),
			.vm = key_of(&r, of, "vm"), .vm_name = of->vm_name,
		};
		long row;

		if (!of->value[0] || (from && !parse_number(from, &key.ns)))
			continue;
		row = series_row(s, &key);
		if (row >= 0)
			series_count(s, s->n - 1, row, of->value[0]);
	}
	result_free(&r);
}
