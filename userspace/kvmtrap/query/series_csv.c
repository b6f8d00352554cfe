// SPDX-License-Identifier: GPL-2.0-only
/*
 * series_csv.c - a series of what kvmtrap stat -I wrote as CSV.
 */
#include <stdlib.h>
#include <string.h>

#include "query/series.h"
#include "util/die.h"

#define COLUMNS_MOST	48

/* The columns that are read, and their names in the head. */
enum { TIME, SECONDS, EXITS, CLASS, REASON, VM, VM_NAME, FROM, NR_COLUMNS };
static const char *const titles[NR_COLUMNS] = {
	"time", "seconds", "exits", "class", "reason", "vm", "vm_name", "from_ns",
};

struct csv {
	char *rest;
	int n;				/* words in each line */
	char *word[COLUMNS_MOST];	/* of the line that was read last */
	int column[NR_COLUMNS];		/* -1: there is none */
};

/*
 * Cut the next word off the text, and take its quotes away. In quotes, two quotes are one, and
 * commas and ends of lines are part of the word. Returns what ended it: a comma, or else '\n'.
 */
static char next_word(char **rest, char **word)
{
	char *from = *rest, *to = *rest, end;
	bool quoted = *from == '"';

	*word = to;
	from += quoted;
	while (*from && (quoted || !strchr(",\r\n", *from))) {
		if (quoted && *from == '"' && *++from != '"') {
			quoted = false;
			continue;
		}
		*to++ = *from++;
	}
	end = *from == ',' ? ',' : '\n';
	while (end == '\n' && *from == '\r')
		from++;
	*rest = from + (*from == end);
	*to = '\0';
	return end;
}

/* Read a line. Returns how many words it has, of which those are kept that there is room for. */
static int next_line(struct csv *c)
{
	char end = ',', *word;
	int n = 0;

	while (end == ',') {
		end = next_word(&c->rest, &word);
		if (n < COLUMNS_MOST)
			c->word[n] = word;
		n++;
	}
	return n;
}

static void read_head(struct csv *c)
{
	int i, what;

	c->n = next_line(c);
	for (what = 0; what < NR_COLUMNS; what++) {
		c->column[what] = -1;
		for (i = 0; i < c->n && i < COLUMNS_MOST; i++) {
			if (!strcmp(c->word[i], titles[what]))
				c->column[what] = i;
		}
	}
}

static bool has(const struct csv *c, int what)
{
	return c->column[what] >= 0;
}

static const char *word(const struct csv *c, int what)
{
	return has(c, what) ? c->word[c->column[what]] : NULL;
}

/* Die unless the columns tell apart what the rows are, and the events that are asked for. */
static void check_head(const struct csv *c, const struct series *s, const char *path)
{
	static const int needed[] = {
		[SERIES_CLASS] = CLASS, [SERIES_REASON] = REASON, [SERIES_VM] = VM,
		[SERIES_LATENCY] = FROM,
	};
	bool by_reason = s->events && event_needs_reasons(s->events);

	if (!has(c, TIME) || !has(c, SECONDS) || !has(c, EXITS) || !has(c, needed[s->by]))
		die("%s: this is neither a recording nor what kvmtrap stat -I 1 --csv --by %s "
		    "writes", path, series_names[s->by]);
	if (s->events && (!has(c, CLASS) || (by_reason && !has(c, REASON))))
		die("%s: this CSV does not tell %s apart: write it with kvmtrap stat -I 1 --csv "
		    "--by reason%s, or record", path, by_reason ? "reasons" : "classes",
		    s->by == SERIES_VM ? " --per vm" : "");
}

/*
 * Begin the slice of the line that was read, which is the first at its @time. By class, each interval
 * has lines. Otherwise one in which nothing happened has none: it is what lies between. The lengths
 * of intervals are added up, as the time of day may have been set.
 */
static double begin_slice(struct series *s, const struct csv *c, double time, double last)
{
	double seconds = strtod(word(c, SECONDS), NULL), silent = s->n ? time - last - seconds : 0;
	bool silence_is_left_out = has(c, REASON) || has(c, VM) || has(c, FROM);

	if (silence_is_left_out && seconds > 0 && silent > seconds / 2)
		series_add_slice(s, silent);
	series_add_slice(s, seconds);
	return seconds;
}

void series_of_csv(struct series *s, char *text, const char *path)
{
	struct csv c = { .rest = text };
	double last = 0, seconds = 0;

	read_head(&c);
	check_head(&c, s, path);
	while (*c.rest) {
		struct series_key key = { 0 };
		double time;
		long row;

		/* An empty line, or one that was being written. */
		if (next_line(&c) != c.n || c.n > COLUMNS_MOST)
			continue;
		time = strtod(word(&c, TIME), NULL);
		if (!s->n || time != last)
			seconds += begin_slice(s, &c, time, last);
		if (s->n == 1)
			s->begin = time - s->slice[0].seconds;
		last = time;
		key.class = word(&c, CLASS);
		key.reason = word(&c, REASON);
		key.vm = word(&c, VM);
		key.vm_name = word(&c, VM_NAME);
		key.ns = has(&c, FROM) ? strtoull(word(&c, FROM), NULL, 10) : 0;
		row = series_row(s, &key);
		if (row >= 0)
			series_count(s, s->n - 1, row, strtod(word(&c, EXITS), NULL));
	}
	if (s->n && !(seconds > 0))
		die("%s: this CSV has no intervals: write it with kvmtrap stat -I 1 --csv --by %s",
		    path, series_names[s->by]);
}
