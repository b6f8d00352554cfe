// SPDX-License-Identifier: GPL-2.0-only
/*
 * plot_heat.c - a heat map of how long exits took to handle.
 */
#include <math.h>

#include "cmd/plot_kinds.h"
#include "uapi/latency.h"

#define LABELS_MOST	15
/* Of fewer, each would be too high. */
#define ROWS_LEAST	12

/* The rows that are drawn: those from the first to the last that has exits, and one around them. */
struct range {
	unsigned int first, last;
};

static struct range choose_rows(const struct series *s)
{
	struct range r = { LATENCY_BUCKETS, 0 };
	unsigned int i;

	for (i = 0; i < LATENCY_BUCKETS; i++) {
		if (s->row[i].exits > 0) {
			r.first = i < r.first ? i : r.first;
			r.last = i;
		}
	}
	if (r.first > r.last)
		return (struct range){ 0, LATENCY_BUCKETS - 1 };
	r.first -= r.first > 0;
	r.last += r.last < LATENCY_BUCKETS - 1;
	while (r.last - r.first + 1 < ROWS_LEAST) {
		r.first -= r.first > 0;
		r.last += r.last < LATENCY_BUCKETS - 1;
	}
	return r;
}

/*
 * Label edges between rows with the time that is there: all, or those where it is twice or four
 * times as long.
 */
static void label_rows(FILE *f, struct texts *t, const struct range *r)
{
	static const char *const units[] = { "ns", "µs", "ms", "s" };
	unsigned int rows = r->last - r->first, row, step = 1;

	while (rows / step > LABELS_MOST)
		step *= 2;
	fprintf(f, "set ytics (");
	for (row = (r->first + step - 1) / step * step; row < r->last; row += step) {
		double ns = LATENCY_FROM(row + 1);
		unsigned int unit = 0;

		for (; ns >= 1000; ns /= 1000)
			unit++;
		fprintf(f, "%s$text[%u] %u.5", row >= r->first + step ? ", " : "",
			text_add(t, "%.3g %s", ns, units[unit]), row);
	}
	fprintf(f, ")\n");
}

/* Write the cells that have exits. Returns the most in one of them. */
static double write_cells(FILE *f, const struct series *s)
{
	double most = 0;
	size_t i, row;

	fprintf(f, "$exits << END\n");
	for (i = 0; i < s->n; i++) {
		const struct slice *slice = &s->slice[i];

		for (row = 0; row < slice->rows; row++) {
			if (!(slice->exits[row] > 0))
				continue;
			fprintf(f, "%.9f %.9f %zu %.0f\n", slice->at - slice->seconds, slice->at,
				row, slice->exits[row]);
			most = fmax(most, slice->exits[row]);
		}
	}
	fprintf(f, "END\n");
	return most;
}

/* The colours run from light to dark, so that they are as good in grey. */
void plot_heat(FILE *f, struct texts *t, const struct series *s, const struct unit *time)
{
	struct range rows = choose_rows(s);
	double most = write_cells(f, s);

	fprintf(f, "set ylabel $text[%u]\nset cblabel $text[%u]\nset yrange [%.1f:%.1f]\n",
		text_add(t, "time to handle an exit"), text_add(t, "exits"), rows.first - 0.5,
		rows.last + 0.5);
	fprintf(f, "set palette defined (0 '#fdf0b0', 1 '#e69f00', 2 '#d55e00', 3 '#7a1c3c', "
		   "4 '#1d0a2e')\n");
	fprintf(f, "set logscale cb\nset cbrange [1:%.0f]\nset format cb '%%.0s%%c'\n"
		   "unset key\n", fmax(most, 10));
	label_rows(f, t, &rows);
	if (most > 0)
		fprintf(f, "plot $exits using (($1+$2)/%g):3:($1/%g):($2/%g):($3-0.5):($3+0.5):4 "
			   "with boxxyerror linecolor palette\n", 2 * time->size, time->size,
			time->size);
	else
		text_nothing(f, t);
}

