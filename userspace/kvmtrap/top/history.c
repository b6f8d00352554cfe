// SPDX-License-Identifier: GPL-2.0-only
/*
 * history.c - see history.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query/query.h"
#include "top/history.h"
#include "util/die.h"

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct history_row *)a)->key, ((const struct history_row *)b)->key);
}

static void make_key(char key[48], const char *vm, const char *vcpu)
{
	snprintf(key, 48, "%s%s%s", vm, vcpu ? " " : "", vcpu ?: "");
}

/* Look for a row among the first @n, which are in order. */
static struct history_row *find(const struct history *h, size_t n, const struct history_row *key)
{
	return n ? bsearch(key, h->row, n, sizeof(*key), by_key) : NULL;
}

static void add(struct history *h, const struct result *r, double seconds)
{
	size_t known = h->rows, i;

	for (i = 0; i < r->rows; i++) {
		struct history_row new = { 0 }, *row;

		make_key(new.key, r->row[i].key[0], r->keys > 1 ? r->row[i].key[1] : NULL);
		row = find(h, known, &new);
		if (!row) {
			h->row = grow_array(h->row, h->rows, sizeof(new));
			row = &h->row[h->rows++];
			*row = new;
		}
		row->rate[h->n % HISTORY] = r->row[i].value[0] / seconds;
	}
	if (h->rows > known)
		qsort(h->row, h->rows, sizeof(*h->row), by_key);
}

void history_add(struct history *h, const struct snapshot *a, const struct snapshot *b)
{
	double seconds = snapshot_counted_seconds(a, b);
	struct query q = { .view = view_find("vm"), .per = PER_VM };
	struct result r;
	size_t i;

	/* Counts began anew. If the module was loaded again, the numbers are those of other VMs. */
	if (snapshot_restarted(a, b))
		history_free(h);
	if (seconds <= 0)
		return;
	for (i = 0; i < h->rows; i++)
		h->row[i].rate[h->n % HISTORY] = 0;
	query_change(&r, &q, a, b);
	add(h, &r, seconds);
	result_free(&r);
	q = (struct query){ .view = view_find("vcpu"), .per = PER_VCPU };
	query_change(&r, &q, a, b);
	add(h, &r, seconds);
	result_free(&r);
	h->n++;
}

void history_draw(const struct history *h, const char *vm, const char *vcpu, bool pictures,
		  char buf[4 * HISTORY])
{
	static const char *const block[] = {
		"▁", "▂", "▃", "▄",
		"▅", "▆", "▇", "█",
	};
	static const char *const plain[] = { "_", ".", ":", "-", "=", "+", "*", "#" };
	unsigned int first = h->n > HISTORY ? h->n - HISTORY : 0, i;
	const struct history_row *row;
	struct history_row key;
	double most = 0;

	buf[0] = '\0';
	make_key(key.key, vm, vcpu);
	row = find(h, h->rows, &key);
	if (!row)
		return;
	for (i = first; i < h->n; i++) {
		if (row->rate[i % HISTORY] > most)
			most = row->rate[i % HISTORY];
	}
	for (i = first; i < h->n; i++) {
		double share = most ? row->rate[i % HISTORY] / most : 0;

		strcat(buf, (pictures ? block : plain)[(int)(share * 7 + 0.5)]);
	}
}

void history_free(struct history *h)
{
	free(h->row);
	memset(h, 0, sizeof(*h));
}
