// SPDX-License-Identifier: GPL-2.0-only
/*
 * series.c - see series.h.
 */
#include <stdlib.h>
#include <string.h>

#include "input/reasons.h"
#include "query/query.h"
#include "query/series.h"
#include "util/die.h"
#include "util/number.h"

#define SLICES_OF_RECORDING	100

void series_init(struct series *s, bool heat)
{
	memset(s, 0, sizeof(*s));
	s->heat = heat;
	s->rows = heat ? LATENCY_BUCKETS : NR_CLASSES;
}

void series_free(struct series *s)
{
	free(s->slice);
	memset(s, 0, sizeof(*s));
}

static struct slice *add_slice(struct series *s, double at, double seconds)
{
	struct slice *slice;

	s->slice = grow_array(s->slice, s->n, sizeof(*s->slice));
	slice = &s->slice[s->n++];
	memset(slice, 0, sizeof(*slice));
	slice->at = at;
	slice->seconds = seconds;
	return slice;
}

/* Return -1 for a row that is no class: the total, or a part of a class. */
static int row_of_class(const char *class)
{
	size_t i;

	for (i = 0; i < NR_CLASSES; i++) {
		if (!strcmp(class, class_names[i]))
			return i;
	}
	return -1;
}

void series_of_recording(struct series *s, const struct recording *r)
{
	uint64_t begin;
	double width;
	size_t i;

	if (r->exits < 2 || r->exit[0].time == r->exit[r->exits - 1].time)
		die("too little in this recording to be drawn: %zu exits", r->exits);
	begin = r->exit[0].time;
	width = (r->exit[r->exits - 1].time - begin) / 1e9 / SLICES_OF_RECORDING;
	for (i = 0; i < SLICES_OF_RECORDING; i++)
		add_slice(s, (i + 1) * width, width);
	for (i = 0; i < r->exits; i++) {
		const struct traced_exit *e = &r->exit[i];
		double at = (e->time - begin) / 1e9 / width;
		size_t n = at < s->n ? at : s->n - 1;
		int row = s->heat ? (int)latency_row(e->ns) :
				row_of_class(reason_names(r->arch, e->reason).class);

		s->slice[n].exits[row]++;
	}
}

void series_add(struct series *s, const struct vm_filter *only, const struct snapshot *a,
		const struct snapshot *b)
{
	double begin = s->n ? s->slice[s->n - 1].at : 0, seconds = snapshot_seconds(a, b);
	struct slice *slice = add_slice(s, begin + seconds, seconds);
	struct query q = { .view = view_find(s->heat ? "latency" : "class"), .only = *only };
	struct result r;
	size_t i;

	query_change(&r, &q, a, b);
	for (i = 0; i < r.rows; i++) {
		const struct result_row *of = &r.row[i];
		uint64_t from = 0;
		int row = row_of_class(of->key[0]);

		if (s->heat)
			row = parse_number(of->key[1], &from) ? (int)latency_row(from) : -1;
		if (row >= 0)
			slice->exits[row] += of->value[0];
	}
	result_free(&r);
}

/* The indices of the columns that are read, and the number of all columns. */
struct columns {
	int time, seconds, class, from, exits, all;
};

static int split(char *line, char *word[], int most)
{
	int n = 0;
	char *text;

	line[strcspn(line, "\r")] = '\0';
	while (n < most && (text = strsep(&line, ",")))
		word[n++] = text;
	return n;
}

static bool find_columns(struct columns *c, char *head, bool heat)
{
	char *word[16];
	int i;

	*c = (struct columns){ -1, -1, -1, -1, -1, split(head, word, 16) };
	for (i = 0; i < c->all; i++) {
		if (!strcmp(word[i], "time"))
			c->time = i;
		else if (!strcmp(word[i], "seconds"))
			c->seconds = i;
		else if (!strcmp(word[i], "class"))
			c->class = i;
		else if (!strcmp(word[i], "from_ns"))
			c->from = i;
		else if (!strcmp(word[i], "exits"))
			c->exits = i;
	}
	return c->time >= 0 && c->seconds >= 0 && c->exits >= 0 &&
	       (heat ? c->from : c->class) >= 0;
}

void series_of_csv(struct series *s, char *text, const char *path)
{
	char *rest = text, *line, *word[16];
	double last = 0, at = 0;
	struct columns c;

	line = strsep(&rest, "\n");
	if (!find_columns(&c, line, s->heat))
		die("%s: this is neither a recording nor what kvmtrap stat -I 1 --csv --by %s "
		    "writes",
		    path, s->heat ? "latency" : "class");
	while ((line = strsep(&rest, "\n"))) {
		double time, seconds;
		int row;

		if (split(line, word, 16) != c.all)
			continue;
		time = strtod(word[c.time], NULL);
		seconds = strtod(word[c.seconds], NULL);
		/* The lengths of the intervals are added up: the time of day may have been set. */
		if (!s->n || time != last) {
			at += seconds;
			add_slice(s, at, seconds);
		}
		last = time;
		row = s->heat ? (int)latency_row(strtoull(word[c.from], NULL, 10)) :
				row_of_class(word[c.class]);
		if (row >= 0)
			s->slice[s->n - 1].exits[row] += strtod(word[c.exits], NULL);
	}
}
