// SPDX-License-Identifier: GPL-2.0-only
/*
 * merge.c - see merge.h.
 *
 * A table has a row for each reason of each vCPU, and few reasons: rows are added up
 * as they come, so that only the sums are put in order.
 */
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "query/merge.h"
#include "util/clock.h"
#include "util/die.h"

/*
 * The keys are the coefficients of a polynomial, and the hash is its value modulo a prime, at a
 * point that nobody knows. So nobody can write a copy whose keys have one hash.
 */
static uint32_t hash(const struct merger *m, const struct result_row *row)
{
	const uint64_t prime = 4294967291;	/* the largest of 32 bits */
	const struct result *r = m->r;
	uint64_t h = 0;
	unsigned int i;
	const char *c;

	for (i = 0; i < r->keys; i++) {
		for (c = row->key[i]; *c; c++)
			h = (h * m->point + (unsigned char)*c) % prime;
		h = (h * m->point + UCHAR_MAX + 1) % prime;
	}
	return h;
}

static uint32_t some_point(void)
{
	uint32_t point;

	/* Where there is no randomness (a sandbox forbids it), an address has some. */
	if (getrandom(&point, sizeof(point), 0) != sizeof(point))
		point = (uintptr_t)&point ^ clock_ns();
	return point | 1 << 16;
}

/* Return the slot of the row with the keys of @row, or a free one. */
static struct merger_slot *find_slot(const struct merger *m, const struct result_row *row,
				     uint32_t h)
{
	size_t at = h;

	for (;; at++) {
		struct merger_slot *slot = &m->slot[at & (m->room - 1)];

		if (!slot->row || (slot->hash == h &&
				   !result_order(m->r, &m->r->row[slot->row - 1], row)))
			return slot;
	}
}

/* Keep half of the slots free. */
static void make_room(struct merger *m)
{
	struct merger old = *m;
	size_t i, at;

	if (2 * m->r->rows < m->room)
		return;
	m->room = m->room ? 2 * m->room : 64;
	m->slot = calloc(m->room, sizeof(*m->slot));
	if (!m->slot)
		die("out of memory");
	for (i = 0; i < old.room; i++) {
		if (!old.slot[i].row)
			continue;
		for (at = old.slot[i].hash; m->slot[at & (m->room - 1)].row; at++)
			;
		m->slot[at & (m->room - 1)] = old.slot[i];
	}
	free(old.slot);
}

void merger_add(struct merger *m, const struct result_row *row)
{
	struct result *r = m->r;
	struct merger_slot *slot;
	unsigned int v;
	uint32_t h;

	if (!m->point)
		m->point = some_point();
	h = hash(m, row);
	make_room(m);
	slot = find_slot(m, row, h);
	if (!slot->row) {
		r->row = grow_array(r->row, r->rows, sizeof(*r->row));
		r->row[r->rows++] = *row;
		*slot = (struct merger_slot) { r->rows, h };
		return;
	}
	for (v = 0; v < VIEW_VALUES; v++)
		r->row[slot->row - 1].value[v] += row->value[v];
	r->row[slot->row - 1].told |= row->told;
	if (row->place < r->row[slot->row - 1].place)
		r->row[slot->row - 1].place = row->place;
}

static int compare(const void *left, const void *right, void *r)
{
	return result_order(r, left, right);
}

/* Put the rows from @i on in order that have the same first key. Return the next one. */
static size_t sort_run(struct result *r, size_t i)
{
	size_t end = i + 1;

	while (end < r->rows && !strcmp(r->row[i].key[0], r->row[end].key[0]))
		end++;
	qsort_r(r->row + i, end - i, sizeof(*r->row), compare, r);
	return end;
}

void merger_end(struct merger *m)
{
	struct result *r = m->r;
	bool in_order = true;
	size_t i, next;

	/* The first key is most often the VM. The tables are in its order. */
	for (i = 0; r->keys && i < r->rows; i = next) {
		next = sort_run(r, i);
		if (next < r->rows && compare(&r->row[next - 1], &r->row[next], r) > 0)
			in_order = false;
	}
	if (!in_order)
		qsort_r(r->row, r->rows, sizeof(*r->row), compare, r);
	free(m->slot);
	*m = (struct merger) { 0 };
}
